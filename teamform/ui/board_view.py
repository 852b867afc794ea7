# ruff: noqa: E501  (style sheets and scripts have lines of their own)
"""The board as people see it: lanes of cards to drag, or to move by a list that serves the keyboard."""

from __future__ import annotations

from typing import Any

import streamlit as st

_HTML = '<div id="live" class="vh" role="status" aria-live="polite"></div><div id="b" role="group" tabindex="0"></div>'

_JS = r"""
export default function(c){
  const {data, parentElement, setTriggerValue} = c;
  const root = parentElement.querySelector('#b'), say = parentElement.querySelector('#live');
  root.setAttribute('aria-label', data.label);
  const el = (t, cls, txt) => { const e = document.createElement(t); if (cls) e.className = cls; if (txt != null) e.textContent = txt; return e };
  const act = (what, card, to) => { setTriggerValue('act', {what, card: card.key, to: to ?? '', at: Date.now()}) };
  const lanes = [];
  for (const lane of data.lanes) {
    const box = el('section', 'lane ' + lane.kind); box.setAttribute('aria-label', lane.title);
    box.append(el('h3', null, lane.title), el('p', 'sum', lane.summary));
    if (lane.asked != null) {
      const bar = el('div', 'bar'), fill = el('div', 'fill'); fill.style.width = Math.min(100, lane.percent) + '%';
      bar.append(fill); box.append(bar);
    }
    const ul = el('ul'); box.append(ul);
    if (lane.drop) {
      box.ondragover = e => { e.preventDefault(); box.classList.add('over') };
      box.ondragleave = () => box.classList.remove('over');
      box.ondrop = e => { e.preventDefault(); box.classList.remove('over');
        const card = data.cards.find(x => x.key === e.dataTransfer.getData('text/plain'));
        if (card && card.lane !== lane.id) { say.textContent = `Moving ${card.title} to ${lane.title}`; act('move', card, lane.id) } };
    }
    const mine = data.cards.filter(x => x.lane === lane.id);
    for (const card of mine) {
      const li = el('li', 'card' + (card.warn ? ' warn' : '') + (card.moved ? ' moved' : '') + (card.key === data.chosen ? ' chosen' : ''));
      li.dataset.key = card.key;
      const name = el('button', 'name', card.title); name.onclick = () => act('open', card); name.id = 'n' + card.key;
      if (card.key === data.chosen) name.setAttribute('aria-current', 'true');
      li.append(name, el('span', 'fte', card.fte), el('small', null, card.sub));
      if (card.why) li.append(el('small', 'why', card.why));
      if (card.pinned) li.append(el('small', 'pin', '⊙ Pinned'));
      if (card.moved) li.append(el('small', 'mv', '↔ Moved by hand'));
      if (card.warn) li.append(el('small', 'w', '⚠ ' + card.warn));
      if (card.moves) {
        li.draggable = true; li.ondragstart = e => { e.dataTransfer.setData('text/plain', card.key); e.dataTransfer.effectAllowed = 'move' };
        const label = el('label', 'vh', 'Move ' + card.title + ' to'), list = el('select'); list.id = 'm' + card.key; label.htmlFor = list.id;
        list.append(new Option('Move to…', ''));
        for (const o of data.lanes) if (o.drop && o.id !== lane.id) list.append(new Option(o.title, o.id));
        list.onchange = () => { if (list.value) { say.textContent = `Moving ${card.title}`; act('move', card, list.value); list.value = '' } };
        li.append(label, list);
      }
      ul.append(li);
    }
    if (!mine.length) ul.append(el('li', 'none', lane.empty));
    if (lane.more) box.append(el('p', 'sum', lane.more));
    lanes.push(box);
  }
  const left = root.scrollLeft; root.replaceChildren(...lanes); root.scrollLeft = left;
  if (data.focus && data.stamp !== root.dataset.stamp) {
    root.dataset.stamp = data.stamp;
    const card = [...root.querySelectorAll('.card')].find(x => x.dataset.key === data.focus);
    if (card) { card.scrollIntoView({block: 'nearest', inline: 'nearest'}); (card.querySelector('select') || card.querySelector('button')).focus({preventScroll: true}) }
    if (data.said) say.textContent = data.said;
  }
}"""

_CSS = """
#b{display:flex;gap:12px;overflow-x:auto;align-items:flex-start;font-family:Arial,Helvetica,sans-serif;padding:4px 4px 12px;color:#0b0c0c}
#b:focus-visible,button:focus-visible,select:focus-visible{outline:3px solid #ffdd00;box-shadow:inset 0 0 0 2px #0b0c0c}
.lane{flex:0 0 236px;background:#f3f2f1;border-top:5px solid #12436D;padding:8px;max-height:760px;overflow-y:auto;box-sizing:border-box}
.lane.unfilled{border-top-color:#801650}.lane.unplaced{border-top-color:#505a5f}.lane.over{outline:3px dashed #0b0c0c}
h3{font-size:16px;margin:0 0 2px;line-height:1.25}.sum{margin:0 0 6px;font-size:14px;color:#383f43}
.bar{height:8px;background:#fff;border:1px solid #505a5f}.fill{height:100%;background:#12436D}
ul{list-style:none;margin:8px 0 0;padding:0;display:grid;gap:8px}.none{font-size:14px;color:#383f43}
.card{position:relative;background:#fff;border:1px solid #6f777b;padding:6px 8px;display:grid;grid-template-columns:1fr auto;gap:3px 6px;font-size:15px}
.card[draggable=true]{cursor:grab}.card.moved{border-left:5px solid #1d70b8}.card.warn{border-left:5px solid #d4351c}
.card.chosen{box-shadow:0 0 0 2px #0b0c0c}
.name{all:unset;cursor:pointer;font-weight:700;text-decoration:underline;text-underline-offset:.15em;overflow-wrap:anywhere;min-height:24px}
small{grid-column:1/3;color:#383f43;font-size:13.5px;line-height:1.3}.w{color:#942514}.pin,.mv{color:#144e81;font-weight:700}
.fte{background:#12436D;color:#fff;padding:1px 7px;font-size:14px;align-self:start;font-variant-numeric:tabular-nums}
select{grid-column:1/3;font:inherit;font-size:14px;min-height:30px;border:1px solid #505a5f;background:#fff;color:#0b0c0c;max-width:100%}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media (max-width:520px){#b{flex-direction:column;overflow-x:visible}.lane{flex:1 1 auto;width:100%;max-height:none}}
"""

_board = st.components.v2.component("teamform.board", html=_HTML, css=_CSS, js=_JS)


def board(data: dict[str, Any], key: str) -> dict[str, str] | None:
    """Draw the board; return what somebody has just done on it: ``what`` (move, open), ``card``, ``to``."""
    return _board(key=key, data=data, on_act_change=lambda: None).act
