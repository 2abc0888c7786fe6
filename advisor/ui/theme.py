"""How every page looks beyond the theme in `.streamlit/config.toml`: one small style sheet, and the page's manners."""

from __future__ import annotations

import html
from functools import cache
from pathlib import Path

import streamlit as st

ICON = Path(__file__).parent / "icon.svg"

MANNERS = """
(() => {
  const main = document.querySelector('[data-testid="stMain"]');
  if (main) main.scrollTo(0, 0);
  const title = main && main.querySelector('h1');
  if (title) { title.tabIndex = -1; title.focus({preventScroll: true}); }
  if (!window.advisorKeypad) {
    window.advisorKeypad = true;
    document.addEventListener('pointerdown', (event) => {
      const box = event.target.closest && event.target.closest('[class*="st-key-number-"] input[type="text"]');
      if (box) box.inputMode = 'decimal';
    }, true);
    const ours = {
      'Connection error': ['Connection lost', 'What you entered is kept. This page goes on by itself when it is back.'],
      'Page not found': ['No such page', 'That address leads nowhere. This is the first page.'],
    };
    const tell = () => {
      const title = document.querySelector('section[role="dialog"] h2');
      const words = title && ours[title.textContent];
      if (!words) return;
      title.firstChild.nodeValue = words[0];
      title.nextElementSibling.style.display = 'none';
      const told = document.createElement('p');
      told.className = 'advisor-told';
      told.textContent = words[1];
      title.after(told);
    };
    new MutationObserver(tell).observe(document.body, {childList: true});
    tell();
    const app = document.querySelector('[data-testid="stApp"]');
    let away = false;
    const goOn = () => {
      const is = app.getAttribute('data-test-connection-state');
      if (is === 'CONNECTED' && away) {
        const button = document.querySelector('.st-key-go-on button');
        if (button) setTimeout(() => button.click(), 100);
      }
      away = is !== 'CONNECTED';
    };
    if (app) new MutationObserver(goOn).observe(app, {attributeFilter: ['data-test-connection-state']});
  }
})();
"""
"""The one script of the app. Its text never changes, so that the server can let in exactly this one by its hash. It
holds no "<" before a letter: Streamlit's cleaner of HTML would take the whole script for a trick, and drop it."""


@cache
def _style() -> str:
    return f"<style>{(Path(__file__).parent / 'theme.css').read_text(encoding='utf-8')}</style>"


def dress() -> None:
    """Applies the style sheet; called once in every run."""
    st.html(_style())


def arrive(place: str) -> None:
    """On a change of *place* (an id of ours) the view starts at the top and the heading is announced.

    Streamlit keeps the scroll position between two steps of one page, and says nothing to a screen reader. The
    script runs when its element changes, so not again while the visitor fills in the same step. It also gives number
    boxes the keypad of a phone, and Streamlit's own messages, which speak to programmers, words for visitors. When a
    lost connection is back it draws the page anew: the server behind it may be another one, with none of its files.
    """
    with st.container(key="behaviour"):
        element = f'<script data-place="{html.escape(place)}">{MANNERS}</script>'
        st.html(element, unsafe_allow_javascript=True)
