// One message -> one bubble.

import { element, rich } from "./rich.js";
import { dayOf, timeOf } from "./times.js";

const GROUPED_SECONDS = 300;
const ARROWS = { url: "↗", switch_inline_query: "↪", switch_inline_query_current_chat: "↪", switch_inline_query_chosen_chat: "↪", copy_text: "⧉" };

export function bubble({ message, by_bot: byBot }, previous, acts, state) {
  const isMine = !byBot && (message.chat.type === "private" || message.from?.id === state.person);
  const row = element("article", `row ${isMine ? "mine" : "theirs"}`);
  row.dataset.message = message.message_id;
  row.setAttribute("aria-label", `${byBot ? "Bot" : isMine ? "Siz" : sender(message)}, ${timeOf(message.date)}`);
  if (follows(message, byBot, previous)) row.classList.add("follows");
  const body = element("div", "bubble");
  for (const part of [byBot || isMine ? null : element("p", "origin", sender(message)), origin(message), via(message), reply(message), picture(message), file(message), location(message)]) {
    if (part) body.append(part);
  }
  const text = message.text ?? message.caption;
  if (text) {
    const words = element("div", "words");
    words.append(rich(text, message.entities ?? message.caption_entities ?? [], acts.say));
    body.append(words);
  }
  body.append(meta(message));
  row.append(body);
  if (message.reply_markup) row.append(keyboard(message, acts));
  row.append(tools(message, text, acts));
  return row;
}

export function dayMark(seconds) {
  const mark = element("p", "day", dayOf(seconds));
  mark.dataset.day = dayOf(seconds);
  return mark;
}

function sender(message) {
  return message.from?.first_name ?? message.chat.title;
}

function follows(message, byBot, previous) {
  return previous && previous.by_bot === byBot && message.date - previous.message.date < GROUPED_SECONDS;
}

function origin(message) {
  const from = message.forward_origin;
  if (!from) return null;
  const name = from.chat?.title ?? from.sender_user?.first_name ?? from.sender_user_name ?? "";
  return element("p", "origin", `Uzatilgan: ${name}`);
}

function via(message) {
  return message.via_bot ? element("p", "origin", `@${message.via_bot.username} orqali`) : null;
}

function reply(message) {
  const to = message.reply_to_message;
  if (!to || to.forum_topic_created) return null;
  const part = element("div", "reply");
  part.append(element("strong", "", to.from?.first_name ?? ""));
  part.append(element("span", "", to.text ?? to.caption ?? to.document?.file_name ?? "Rasm"));
  return part;
}

function picture(message) {
  const photo = message.photo?.at(-1);
  if (!photo) return null;
  const image = element("img", "picture");
  image.src = `/page/file/${encodeURIComponent(photo.file_id)}`;
  image.alt = message.caption ? "" : "Rasm";
  image.width = Math.min(photo.width, 420);
  image.height = (image.width * photo.height) / photo.width;
  return image;
}

function file(message) {
  const sent = message.document;
  if (!sent) return null;
  const part = element("a", "file");
  part.href = `/page/file/${encodeURIComponent(sent.file_id)}`;
  part.download = sent.file_name;
  part.append(element("span", "file-icon", (sent.file_name.split(".").pop() ?? "").slice(0, 4).toUpperCase()));
  const about = element("span", "file-about");
  about.append(element("strong", "", sent.file_name), element("small", "", size(sent.file_size)));
  part.append(about);
  return part;
}

function location(message) {
  const at = message.location;
  return at ? element("p", "origin", `📍 ${at.latitude.toFixed(4)}, ${at.longitude.toFixed(4)}`) : null;
}

function meta(message) {
  const part = element("span", "meta");
  if (message.edit_date) part.append(element("i", "", "tahrirlangan "));
  const time = element("time", "", timeOf(message.date));
  time.dateTime = new Date(message.date * 1000).toISOString();
  part.append(time);
  return part;
}

function keyboard(message, acts) {
  const board = element("div", "keyboard");
  message.reply_markup.inline_keyboard.forEach((buttons, row) => {
    const line = element("div", "keyboard-row");
    buttons.forEach((button, column) => line.append(key(message, button, row, column, acts)));
    board.append(line);
  });
  return board;
}

function key(message, button, row, column, acts) {
  const kind = Object.keys(ARROWS).find((name) => name in button);
  const pressed = element(button.url ? "a" : "button", "key");
  if (button.style) pressed.classList.add(`key-${button.style}`);
  pressed.append(element("span", "", button.text));
  if (kind) {
    const arrow = element("span", "key-arrow", ARROWS[kind]);
    arrow.setAttribute("aria-hidden", "true");
    pressed.append(arrow);
  }
  if (button.url) {
    if (/^(https?|tg):/i.test(button.url)) pressed.href = button.url;
    pressed.target = "_blank";
    pressed.rel = "noopener noreferrer";
    pressed.addEventListener("click", (event) => acts.follow(button.url) && event.preventDefault());
    return pressed;
  }
  pressed.type = "button";
  pressed.addEventListener("click", () => {
    if (button.callback_data) acts.press(message.message_id, row, column, pressed);
    else if (button.copy_text) acts.copy(button.copy_text.text);
    else acts.inline(button.switch_inline_query ?? button.switch_inline_query_current_chat ?? button.switch_inline_query_chosen_chat?.query ?? "");
  });
  return pressed;
}

function tools(message, text, acts) {
  const bar = element("div", "tools");
  const forward = element("button", "", "Uzatish");
  forward.type = "button";
  forward.addEventListener("click", () => acts.forward(message.message_id));
  bar.append(forward);
  const reply = element("button", "", "Javob");
  reply.type = "button";
  reply.addEventListener("click", () => acts.reply(message));
  bar.append(reply);
  if (text) {
    const copy = element("button", "", "Nusxa");
    copy.type = "button";
    copy.addEventListener("click", () => acts.copy(text));
    bar.append(copy);
  }
  return bar;
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}
