# ruff: noqa: E501  (style sheets and scripts have lines of their own)
"""How every page looks: one style sheet, tags, key figures, and the keys that must not do anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from teamform.ui import menu

STYLE = """
<style>
header[data-testid="stHeader"]{background:#fff;border-bottom:6px solid #12436D}
[data-testid="stTopNavLink"] span,[data-testid="stTopNavLinkContainer"] span{font-size:16px}
[data-testid="stTopNavLink"],[data-testid="stTopNavLinkContainer"] a{padding-left:5px!important;padding-right:5px!important}
[data-testid="stMainBlockContainer"]{max-width:1200px;padding-left:max(16px,3vw);padding-right:max(16px,3vw);padding-bottom:4rem}
h1{font-weight:700!important;letter-spacing:-.01em}
a{text-underline-offset:.15em}
a:focus-visible,button:focus-visible,summary:focus-visible,[tabindex="0"]:not(input):focus-visible{outline:3px solid #ffdd00!important;box-shadow:0 0 0 5px #0b0c0c!important;outline-offset:0}
.tf-tag{display:inline-block;padding:1px 8px;font-weight:700;font-size:14px;line-height:22px;white-space:nowrap}
.tf-green{background:#cce2d8;color:#005a30}.tf-blue{background:#d2e2f1;color:#0c2d4a}
.tf-amber{background:#fcd6c3;color:#6e3619}.tf-red{background:#f4cdc6;color:#2a0b06}.tf-grey{background:#eeefef;color:#282d30}
.tf-list{list-style:none;margin:0 0 1rem!important;padding:0!important;border-top:1px solid #b1b4b6}
.tf-list li{margin:0!important;display:flex;gap:6px 16px;align-items:baseline;justify-content:space-between;border-bottom:1px solid #b1b4b6;
 padding:10px 0;flex-wrap:wrap}
[class*="st-key-card-"] .tf-list,[class*="st-key-card-"] .tf-list li{margin-bottom:0!important;border-bottom:0}
.tf-list .what{flex:1 1 18rem;overflow-wrap:anywhere}.tf-list small{display:block;color:#383f43;font-size:15px}
.tf-figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(170px,100%),1fr));gap:16px;margin:0 0 1.2rem;padding:0!important}
.tf-figures dd,.tf-figures dt{margin:0!important}.tf-figures{margin-left:0!important}.tf-figures div{border-left:5px solid #1d70b8;padding:2px 0 2px 12px}
.tf-figures dt{font-size:15px;color:#383f43;font-weight:400;margin:0}
.tf-figures dd{font-size:28px;font-weight:700;margin:0;line-height:1.15;overflow-wrap:anywhere}
.tf-figures dd small{display:block;font-size:15px;font-weight:400;color:#383f43;line-height:1.35;margin-top:2px}
.tf-inset{border-left:8px solid #b1b4b6;padding:10px 16px;margin:0 0 1.2rem}.tf-inset.red{border-color:#d4351c}
.tf-inset.amber{border-color:#b58840}.tf-inset.green{border-color:#00703c}.tf-inset.blue{border-color:#1d70b8}
.tf-inset p{margin:0 0 6px}.tf-inset p:last-child{margin:0}
.tf-lead{font-size:19px;color:#383f43;margin:-.6rem 0 1.2rem;max-width:44em;text-wrap:pretty}
.tf-table{border-collapse:collapse;width:100%;margin:0 0 1.2rem;font-size:16px}
.tf-table caption{text-align:left;font-weight:700;padding:0 0 6px}
.tf-table th,.tf-table td{text-align:left;padding:8px 14px 8px 0;border-bottom:1px solid #b1b4b6;vertical-align:top}
.tf-table th{font-weight:700}.tf-table .num{text-align:right;font-variant-numeric:tabular-nums}
.tf-table .whole,.tf-table td.num{white-space:nowrap}.tf-table .num+:not(.num){padding-left:14px}
[data-testid="stMultiSelect"] input{min-width:24px}
button[data-variant="segmented_control"] p{color:#0b0c0c!important}
button[data-variant="segmented_control"][data-selected="true"] p{color:#0c2d4a!important;font-weight:700}
.tf-scroll{overflow-x:auto;max-width:100%}
[data-testid="stMain"] [data-testid="stPageLink-NavLink"]{padding-left:0;background:none}
[data-testid="stMain"] [data-testid="stPageLink-NavLink"] p{color:#1a65a6;font-weight:400;text-decoration:underline}
[class*="st-key-task-"]{border-bottom:1px solid #b1b4b6;padding-bottom:8px}
.tf-heat{border-collapse:separate;border-spacing:2px;font-size:15px;margin:0 0 1.2rem}
.tf-heat caption{text-align:left;font-weight:700;padding:0 0 6px}
.tf-heat th{font-weight:400;text-align:left;padding:4px 8px 4px 0;background:#fff;vertical-align:bottom}
.tf-heat thead th{font-weight:700;text-align:center;padding:4px 6px}.tf-heat thead th:first-child{text-align:left;padding-left:0}.tf-heat tbody th{position:sticky;left:0;min-width:7em;max-width:17em}
.tf-heat td{text-align:center;min-width:46px;padding:5px 6px;font-variant-numeric:tabular-nums;white-space:nowrap}
.tf-h0{background:#f3f2f1;color:#383f43}.tf-h1{background:#dde8f2}.tf-h2{background:#b3cbe1}.tf-h3{background:#6a97c0;color:#0b0c0c}
.tf-h4{background:#346799;color:#fff}.tf-h5{background:#0a2c4a;color:#fff}
.tf-l1{background:#f6dde9}.tf-l2{background:#e3a5c4}.tf-l3{background:#801650;color:#fff}
.tf-full{background:#cce2d8;color:#005a30}.tf-part{background:#fcd6c3;color:#6e3619}.tf-none{background:#f4cdc6;color:#2a0b06;font-weight:700}
.tf-bar{display:flex;height:18px;min-width:120px}.tf-bar i{background:#12436D}
.tf-bar b{border:1.5px solid #801650;box-sizing:border-box;background:repeating-linear-gradient(135deg,#fff 0 4px,#801650 4px 6px)}
.tf-bar.thin{height:10px;margin:2px 0}.tf-table td.bar{width:38%}
.tf-time{position:relative;height:26px;min-width:220px;background:#f3f2f1}
.tf-time i{position:absolute;top:3px;bottom:3px;background:#12436D}.tf-time i.test{background:#28A197}.tf-time i.done{background:#b1b4b6}
.tf-time s{position:absolute;top:0;bottom:0;border-left:1px solid #505a5f}.tf-scale{position:relative;height:1.4em;min-width:220px}
.tf-scale span{position:absolute;overflow:hidden;white-space:nowrap;font-size:13px;font-weight:400;border-left:1px solid #505a5f;padding-left:3px}
.tf-time b{position:absolute;top:0;bottom:0;border-left:3px solid #d4351c}
@media (max-width:640px){.tf-table thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
 .tf-table tr{display:block;border-bottom:1px solid #505a5f;padding:8px 0}
 .tf-table td,.tf-table td.num{display:block;border:0;padding:2px 0;text-align:left;overflow-wrap:anywhere}
 .tf-table td:empty{display:none}.tf-table td.whole{white-space:normal}.tf-table td.bar{width:auto}
 .tf-table td[data-label]:not([data-label=""])::before{content:attr(data-label) ": ";font-weight:700}}
.st-key-teamform_notices{position:sticky;top:4.4rem;z-index:10;margin-bottom:-1rem}
.tf-said{display:flex;align-items:flex-start;max-height:max(30vh,7rem);overflow-y:auto;background:#fff;box-shadow:0 2px 6px #0b0c0c66}
.tf-said>div{flex:1}.tf-said .tf-inset{margin:0}.tf-said .tf-inset p{overflow-wrap:anywhere}
.tf-said button{border:0;background:none;color:#1a65a6;text-decoration:underline;padding:12px 16px;font:inherit;cursor:pointer}
[data-testid="stMain"]{scroll-padding-top:min(9rem,45vh)}
.st-key-teamform_keys{position:absolute;height:0;overflow:hidden}
[data-testid="stMainBlockContainer"]{padding-top:5rem}
.tf-col,.tf-line,.tf-group{margin:0!important;padding:0!important;overflow-wrap:anywhere}
.tf-col small,.tf-line small{display:block;color:#383f43;font-size:15px;line-height:1.35}.tf-line p{margin:0!important;font-size:16px}
.tf-line{border-left:4px solid #b1b4b6;padding-left:10px!important}.tf-line.red{border-color:#d4351c}.tf-line.amber{border-color:#b58840}.tf-line.green{border-color:#00703c}
.tf-group{font-size:19px!important}.tf-group small{font-weight:400;font-size:16px}
.tf-ask{margin:0!important;font-weight:700}
.tf-strip{margin:0;font-size:16px;color:#383f43}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media print{header,[data-testid="stToolbar"],.stButton,.stDownloadButton{display:none!important}}
@media (max-width:480px){h1{font-size:1.6rem!important}.tf-figures dd{font-size:24px}}
</style>
"""

_KEYS = """
export default function(){
  if (window.teamformKeys) return; window.teamformKeys = true;
  window.addEventListener('keydown', e => {
    if (!['r','c','R','C'].includes(e.key) || e.ctrlKey || e.metaKey || e.altKey) return;
    const t = e.composedPath()[0];
    if (t.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName || '')) return;
    if (t.closest && t.closest('[data-testid="stDataFrame"]')) return;
    e.stopImmediatePropagation();
  }, true);
}"""
"""Single letters must not rerun the page or clear its cache (WCAG 2.1.4)."""

_keys = st.components.v2.component("teamform.keys", js=_KEYS)


def dress() -> None:
    """Put the style sheet on the page and take the single-letter shortcuts off."""
    st.html(STYLE)
    _keys(key="teamform_keys", height=1)


def page(url: str) -> None:
    """The heading of a page of the menu, and what it is for."""
    entry = menu.entry(url)
    title(entry.name, entry.purpose)


def title(heading: str, lead: str) -> None:
    """A page's heading and the sentence that says what it is for."""
    st.title(heading, anchor=False)
    st.html(f'<p class="tf-lead">{escape(lead)}</p>')


def tag(text: str, colour: str) -> str:
    """A status as HTML: words on a coloured ground."""
    return f'<strong class="tf-tag tf-{colour}">{escape(text)}</strong>'


def figures(items: Iterable[tuple[str, str, str]]) -> None:
    """Key figures side by side: what, how much, and a word about it."""
    cells = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}<small>{escape(note)}</small></dd></div>"
        for name, value, note in items
    )
    st.html(f'<dl class="tf-figures">{cells}</dl>')


def status_list(rows: Iterable[tuple[str, str, str, str]]) -> None:
    """A list of things with their state: what, a word about it, state, colour."""
    items = "".join(
        f'<li><span class="what">{escape(what)}<small>{escape(note)}</small></span>{tag(state, colour)}</li>'
        for what, note, state, colour in rows
    )
    st.html(f'<ul class="tf-list">{items}</ul>')


def inset(lines: Iterable[str], colour: str = "blue", heading: str = "") -> None:
    """A remark that stands out; every line is plain text."""
    st.html(_inset(lines, colour, heading))


def insets(remarks: Iterable[Iterable[str]], colour: str = "blue") -> None:
    """Remarks that stand out, one under the other: as one piece, since a browser is slow with hundreds of pieces."""
    st.html("".join(_inset(lines, colour) for lines in remarks))


def _inset(lines: Iterable[str], colour: str, heading: str = "") -> str:
    first = f"<p><strong>{escape(heading)}</strong></p>" if heading else ""
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f'<div class="tf-inset {colour}">{first}{body}</div>'


def table(
    caption: str,
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    numbers: Sequence[str] = (),
    whole: Sequence[str] = (),
) -> None:
    """A small table to read; cells are plain text.

    Columns named in ``numbers`` are lined up to the right; those in ``whole`` are as wide as their longest cell.
    """
    kinds = ["num" if name in numbers else "whole" if name in whole else "" for name in head]
    top = "".join(f'<th scope="col" class="{c}">{escape(name)}</th>' for name, c in zip(head, kinds, strict=True))
    body = "".join(
        "<tr>" + "".join(f'<td class="{c}" data-label="{escape(name)}">{escape(str(v))}</td>'
                         for name, v, c in zip(head, row, kinds, strict=True)) + "</tr>"
        for row in rows
    )  # fmt: skip
    st.html(
        f'<div class="tf-scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table class="tf-table">'
        f"<caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def nothing_yet(what: str, todo: str) -> None:
    """An empty state: what isn't there yet, and the next thing to do."""
    inset([todo], heading=what)


def strip(name: str, note: str, tag_html: str = "") -> None:
    """The open plan's name in a line; ``tag_html`` comes from `tag`."""
    st.html(f'<p class="tf-strip"><strong>{escape(name)}</strong> {escape(note)} {tag_html}</p>')


def line(what: str, note: str) -> None:
    """A line with a bold beginning."""
    st.html(f"<p style='margin:0'><strong>{escape(what)}</strong> {escape(note)}</p>")


def sections(options: Sequence[str], name: str = "show", label: str = "Part of this page") -> str:
    """Parts of a long page, of which one is shown; which one is in the address, so that it can be linked to."""
    places = {option: option.lower().replace(" ", "_") for option in options}
    given = {place: option for option, place in places.items()}.get(str(st.query_params.get(name, "")), options[0])
    chosen = st.segmented_control(label, options, default=given, key=f"section.{name}.{options[0]}",
                                  required=True)  # fmt: skip
    if places[chosen] != st.query_params.get(name) and (chosen != options[0] or name in st.query_params):
        st.query_params[name] = places[chosen]
    return str(chosen)
