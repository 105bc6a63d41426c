"""Formatted text back to HTML, for transcripts and pages."""

from html import escape

from bot.playground.entities import Entity, Formatted

_TAGS = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "spoiler": "tg-spoiler",
    "code": "code", "blockquote": "blockquote", "expandable_blockquote": "blockquote",
}  # fmt: skip


def as_html(content: Formatted) -> str:
    """Return HTML that Telegram would read as this text; found entities stay plain text."""
    marked = [entity for entity in content.entities if _start_tag(entity)]
    edges = sorted({0, len(content.text), *(p for e in marked for p in (e.start, e.end))})
    parts: list[str] = []
    opened: list[Entity] = []
    for begin, end in zip(edges, [*edges[1:], len(content.text)], strict=True):
        while opened and opened[-1].end <= begin:
            parts.append(_end_tag(opened.pop()))
        for entity in marked:
            if entity.start == begin:
                parts.append(_start_tag(entity))
                opened.append(entity)
        parts.append(escape(content.text[begin:end], quote=False))
    parts += [_end_tag(entity) for entity in reversed(opened)]
    return "".join(parts)


def _start_tag(entity: Entity) -> str:
    argument = escape(entity.argument)
    special = {
        "text_link": f'<a href="{argument}">',
        "text_mention": f'<a href="tg://user?id={argument}">',
        "custom_emoji": f'<tg-emoji emoji-id="{argument}">',
        "expandable_blockquote": "<blockquote expandable>",
        "pre": f'<pre><code class="language-{argument}">' if argument else "<pre>",
    }
    tag = _TAGS.get(entity.kind, "")
    return special.get(entity.kind) or (f"<{tag}>" if tag else "")


def _end_tag(entity: Entity) -> str:
    special = {
        "text_link": "</a>",
        "text_mention": "</a>",
        "custom_emoji": "</tg-emoji>",
        "pre": "</code></pre>" if entity.argument else "</pre>",
    }
    return special.get(entity.kind) or f"</{_TAGS[entity.kind]}>"
