# ruff: noqa: E501  (scripts have lines of their own)
"""What is said to whoever has just done something: above the page, in view wherever they have scrolled to."""

from __future__ import annotations

import time
from collections.abc import Sequence

import streamlit as st

_HTML = '<div class="tf-said"><div><div role="alert"></div><div role="status"></div></div></div>'

_JS = """
export default function({data, parentElement}){
  const box = parentElement.querySelector('.tf-said');
  if (box.dataset.said === data.said) return;
  box.dataset.said = data.said;
  box.querySelector('button')?.remove();
  const el = (tag, cls, ...inner) => { const e = document.createElement(tag); e.className = cls; e.append(...inner); return e };
  const line = (colour, texts) => el('div', 'tf-inset ' + colour, ...texts);
  box.querySelector('[role=alert]').replaceChildren(...data.problems.map(t => line('red',
    [el('p', '', el('strong', '', 'There is a problem')), el('p', '', t)])));
  box.querySelector('[role=status]').replaceChildren(...data.notices.map(t => line('green', [el('p', '', t)])));
  if (!data.problems.length && !data.notices.length) return;
  const hide = el('button', '', 'Hide');
  hide.onclick = () => { box.querySelectorAll('.tf-inset').forEach(e => e.remove()); hide.remove() };
  box.append(hide);
}"""
"""The two regions are there before anything is said in them, or screen readers would not read it out (WCAG 4.1.3)."""

_notices = st.components.v2.component("teamform.notices", html=_HTML, js=_JS, isolate_styles=False)


def say(problems: Sequence[str], notices: Sequence[str]) -> None:
    """Say what went wrong and what was done; it stays until the page is drawn again, or until it is hidden."""
    anything = problems or notices
    said = str(time.time_ns()) if anything else ""  # what is said twice is read out twice
    _notices(key="teamform_notices", data={"problems": [*problems], "notices": [*notices], "said": said})
