// Text with Telegram entities -> DOM. Offsets are UTF-16 code units, as JavaScript's own.
// Nothing here reads markup from text: every character ends in a text node.

const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const SAFE = /^(https?|tg|mailto|tel):/i;

export function rich(text, entities, onCommand) {
  const fragment = document.createDocumentFragment();
  const blocks = entities.filter((e) => BLOCKS.has(e.type)).sort((a, b) => a.offset - b.offset);
  let at = 0;
  for (const block of blocks) {
    if (block.offset < at) continue; // inside the one before
    const end = block.offset + block.length;
    const before = text.slice(at, block.offset).endsWith("\n") ? block.offset - 1 : block.offset;
    fragment.append(inline(text, entities, at, Math.max(at, before), onCommand));
    fragment.append(blockElement(block, inline(text, entities, block.offset, end, onCommand)));
    at = text[end] === "\n" ? end + 1 : end;
  }
  fragment.append(inline(text, entities, at, text.length, onCommand));
  return fragment;
}

function blockElement(block, content) {
  if (block.type === "pre") {
    const pre = element("pre", "code-block");
    if (block.language) pre.append(element("span", "code-language", block.language));
    const code = document.createElement("code");
    code.append(content);
    pre.append(code);
    return pre;
  }
  const quote = element("blockquote");
  const body = element("div", "quote-body");
  body.append(content);
  quote.append(body);
  if (block.type === "expandable_blockquote") makeExpandable(quote);
  return quote;
}

function makeExpandable(quote) {
  quote.classList.add("expandable");
  quote.tabIndex = 0;
  quote.setAttribute("role", "button");
  quote.setAttribute("aria-expanded", "false");
  const toggle = () => {
    if (!quote.classList.contains("expandable")) return; // short enough to be seen whole
    quote.setAttribute("aria-expanded", String(quote.getAttribute("aria-expanded") !== "true"));
  };
  quote.addEventListener("click", (event) => {
    if (!event.target.closest("a")) toggle();
  });
  quote.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      toggle();
    }
  });
}

function inline(text, entities, from, to, onCommand) {
  const fragment = document.createDocumentFragment();
  const inside = entities.filter((e) => !BLOCKS.has(e.type) && e.offset < to && e.offset + e.length > from);
  const cuts = new Set([from, to]);
  for (const e of inside) {
    cuts.add(Math.max(from, e.offset));
    cuts.add(Math.min(to, e.offset + e.length));
  }
  const places = [...cuts].sort((a, b) => a - b);
  for (let i = 0; i + 1 < places.length; i++) {
    const [start, end] = [places[i], places[i + 1]];
    let node = document.createTextNode(text.slice(start, end));
    const around = inside.filter((e) => e.offset <= start && e.offset + e.length >= end);
    for (const e of around.reverse()) node = wrapped(node, e, text.slice(e.offset, e.offset + e.length), onCommand);
    fragment.append(node);
  }
  return fragment;
}

function wrapped(node, entity, whole, onCommand) {
  const outer = wrapper(entity, whole, onCommand);
  outer.append(node);
  return outer;
}

function wrapper(entity, whole, onCommand) {
  switch (entity.type) {
    case "text_link":
      return link(entity.url);
    case "url":
      return link(/^[a-z]+:/i.test(whole) ? whole : `http://${whole}`);
    case "email":
      return link(`mailto:${whole}`);
    case "bot_command": {
      const button = element("button", "inline-command");
      button.type = "button";
      button.addEventListener("click", () => onCommand(whole));
      return button;
    }
    case "spoiler":
      return spoiler();
    case "mention":
    case "hashtag":
      return element("span", "tag");
    default:
      return document.createElement(TAGS[entity.type] ?? "span");
  }
}

function link(address) {
  const a = document.createElement("a");
  if (SAFE.test(address)) a.href = address;
  a.target = "_blank";
  a.rel = "noopener noreferrer";
  a.title = address;
  return a;
}

function spoiler() {
  const span = element("span", "spoiler");
  span.tabIndex = 0;
  span.setAttribute("role", "button");
  span.setAttribute("aria-label", "Yashirin matn");
  const open = () => {
    span.classList.add("open");
    span.removeAttribute("aria-label");
  };
  span.addEventListener("click", open);
  span.addEventListener("keydown", (event) => event.key === "Enter" && open());
  return span;
}

export function element(tag, className = "", text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}
