"""Point 4: Telegram's HTML, with its errors and byte offsets, and UTF-16 entities."""

import html
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.entities import parse_html
from playground.formatting import Entity, Formatted, finished, utf16_length, utf16_slice
from playground.refusals import Refusal


def spans(source: str) -> list[tuple[str, str]]:
    """(type, the text it covers) of each entity, in Telegram's order."""
    formatted = finished(parse_html(source))
    return [(e.type, utf16_slice(formatted.text, e.offset, e.end)) for e in formatted.entities]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<b>a</b><strong>b</strong>", [("bold", "a"), ("bold", "b")]),
        ("<i>a</i><em>b</em>", [("italic", "a"), ("italic", "b")]),
        ("<u>a</u><ins>b</ins>", [("underline", "a"), ("underline", "b")]),
        ("<s>a</s><strike>b</strike><del>c</del>", [("strikethrough", c) for c in "abc"]),
        ('<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>', [("spoiler", "a"), ("spoiler", "b")]),
        ('<a href="https://a.uz/?x=1&amp;y=2">a</a>', [("text_link", "a")]),
        ("<code>a</code><pre>b</pre>", [("code", "a"), ("pre", "b")]),
        ("<blockquote>a</blockquote>", [("blockquote", "a")]),
        ("<blockquote expandable>a</blockquote>", [("expandable_blockquote", "a")]),
        ("<b>a<i>b</i></b>", [("bold", "ab"), ("italic", "b")]),
        ("<B>a</B>", [("bold", "a")]),
        ("<b>a</>", [("bold", "a")]),
        ("<b></b>a", []),
        ("😀<b>ў</b>", [("bold", "ў")]),
        ("  <b> a </b>  ", [("bold", "a")]),
        ("<b>a<code>b</code>c</b>", [("bold", "a"), ("code", "b"), ("bold", "c")]),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", [("blockquote", "ab")]),
        ("<a>matn</a>", []),
        ("<a href='javascript:alert(1)'>x</a>", []),
    ],
)
def test_a_tag_becomes_an_entity(source: str, expected: list[tuple[str, str]]) -> None:
    assert spans(source) == expected


def test_a_link_keeps_its_address_and_a_code_block_its_language() -> None:
    link, block = (
        finished(parse_html(source)).entities[0]
        for source in (
            '<a href="https://a.uz/?x=1&amp;y=2">a</a>',
            '<pre><code class="language-python">x</code></pre>',
        )
    )
    assert link.extra == {"url": "https://a.uz/?x=1&y=2"}
    assert (block.type, block.extra) == ("pre", {"language": "python"})


def test_only_four_named_references_and_numbers_are_decoded() -> None:
    assert parse_html("&lt;&gt;&amp;&quot;&#65;&#x42;&nbsp;&apos;& &#0; &lt").text == (
        '<>&"AB&nbsp;&apos;& &#0; <'
    )


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("a <br> b", 'Unsupported start tag "br" at byte offset 2'),
        ("ў <p>", 'Unsupported start tag "p" at byte offset 3'),
        ("😀<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 4'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=x/y>a</a>", "Unexpected end of name token at byte offset 8"),
        ('<a ="x">a</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<b/>", 'Unsupported start tag "b/" at byte offset 0'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji>a</tg-emoji>", "Invalid custom emoji identifier specified"),
        (
            "&#xd83d;",
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units",
        ),
    ],
)
def test_wrong_html_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse_html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


@settings(deadline=None)
@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    formatted = parse_html(html.escape(text, quote=False))
    assert formatted == Formatted(text)


TAGGED = st.recursive(
    st.text(st.characters(codec="utf-8"), max_size=8).map(lambda text: html.escape(text, quote=False)),
    lambda inner: st.tuples(st.sampled_from(["b", "i", "u", "s", "code", "blockquote"]), st.lists(inner)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(TAGGED)
def test_entities_lie_within_the_text_and_never_cut_a_character(source: str) -> None:
    formatted = finished(parse_html(source))
    for entity in formatted.entities:
        assert 0 <= entity.offset < entity.end <= utf16_length(formatted.text)
        covered = utf16_slice(formatted.text, entity.offset, entity.end)
        assert "\ufffd" not in covered or "\ufffd" in formatted.text
    quotes = [entity for entity in formatted.entities if entity.type == "blockquote"]
    assert all(one.end <= other.offset for one, other in pairwise(quotes))


@contextmanager
def suppress_refusal() -> Iterator[list[str]]:
    """Catches a Refusal and hands out its description."""
    refused: list[str] = []
    try:
        yield refused
    except Refusal as refusal:
        refused.append(refusal.description)


@settings(deadline=None)
@given(st.text("<>&/=\"' abiprecodqut#x;0😀ў", max_size=40))
def test_whatever_comes_is_parsed_or_refused(source: str) -> None:
    with suppress_refusal() as refused:
        parse_html(source)
    assert all(text.startswith("Bad Request: can't parse entities: ") for text in refused)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "/start@xabarnoma_bot va /help",
            [("bot_command", "/start@xabarnoma_bot"), ("bot_command", "/help")],
        ),
        ("https://a.uz/x?y=1, keyin", [("url", "https://a.uz/x?y=1")]),
        ("president.uz saytida.", [("url", "president.uz")]),
        ("😀 @kimdir #yangilik", [("mention", "@kimdir"), ("hashtag", "#yangilik")]),
        ("a@b.uz", [("email", "a@b.uz")]),
        ("27/11 va 1/2", []),
        ("soat 10.30 da", []),
    ],
)
def test_links_commands_and_mentions_are_found_in_plain_text(
    text: str, expected: list[tuple[str, str]]
) -> None:
    formatted = finished(Formatted(text))
    found = [(e.type, utf16_slice(formatted.text, e.offset, e.end)) for e in formatted.entities]
    assert found == expected


def test_nothing_is_found_within_code_or_a_link() -> None:
    assert spans("<code>/start</code> <a href='https://a.uz'>b.uz</a>") == [
        ("code", "/start"),
        ("text_link", "b.uz"),
    ]


def test_direction_overrides_and_control_characters_are_cleaned_away() -> None:
    formatted = finished(Formatted("\u202ea\tb\r\nc\u0007", (Entity("bold", 1, 1), Entity("italic", 6, 1))))
    assert formatted.text == "a b\nc"
    assert [(e.type, e.offset, e.length) for e in formatted.entities] == [("bold", 0, 1), ("italic", 4, 1)]


def test_entities_beyond_a_hundred_are_forgotten() -> None:
    assert len(finished(parse_html("<b>a</b> " * 150)).entities) == 100
