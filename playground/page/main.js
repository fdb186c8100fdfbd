// The page's state: three personas, one chat each with the bot, told by server-sent events.

import { bubble, dayMark } from "./bubbles.js";
import { startClock, tellClock } from "./clock.js";
import { startComposer } from "./composer.js";
import { startPersonas } from "./personas.js";
import { dayOf } from "./times.js";

const $ = (id) => document.getElementById(id);
const TYPING_MS = 5000;
const NEAR_END = 120; // pixels
const PRESS_MS = 15000;

export const state = {
  personas: [],
  active: Number(location.hash.slice(1)) || 0,
  chats: new Map(), // person -> { messages: Map, standing, keyboard, unread }
  commands: {},
  bot: {},
};
const pressed = new Map(); // press -> the button that waits
const answered = new Set(); // presses answered before the page knew their number
const typing = new Map(); // person -> timer
let below = 0;

const acts = { say, press, forward, copy, inline: (query) => composer.fill(`@${state.bot.username} ${query}`) };
const personas = startPersonas($("personas"), choose);
const composer = startComposer({ state, post, say, toast });
startClock(post);

const events = new EventSource("/page/events");
events.onmessage = ({ data }) => hear(JSON.parse(data));
events.onerror = () => ($("status").textContent = "aloqa uzildi…");

function hear(event) {
  const handlers = {
    hello, message, deleted, typing: typed, answer, clock: tellClock, profile, keyboard, chat: standing, results: composer.results,
  };
  handlers[event.kind]?.(event);
}

function hello(event) {
  state.personas = event.personas;
  if (!state.personas.some(({ id }) => id === state.active)) state.active = state.personas[0].id;
  for (const chat of event.chats) {
    const messages = new Map(chat.messages.map((entry) => [entry.message.message_id, entry]));
    const unread = state.chats.get(chat.id)?.unread ?? 0;
    state.chats.set(chat.id, { messages, standing: chat.standing, keyboard: chat.keyboard, unread });
  }
  profile(event);
  tellClock(event);
  show();
}

function profile(event) {
  state.bot = event.bot;
  state.commands = event.commands;
  $("bot-name").textContent = state.bot.name;
  composer.refresh();
}

function message(event) {
  const chat = state.chats.get(event.message.chat.id);
  if (!chat) return;
  const id = event.message.message_id;
  const fresh = !chat.messages.has(id);
  chat.messages.set(id, event);
  if (event.by_bot) stopTyping(event.message.chat.id);
  if (event.message.chat.id === state.active) put(event, fresh);
  else if (fresh && event.by_bot) chat.unread += 1;
  personas.draw(state);
  if (event.message.chat.id === state.active) refreshFoot();
}

function deleted(event) {
  state.chats.get(event.chat_id)?.messages.delete(event.message_id);
  if (event.chat_id === state.active) row(event.message_id)?.remove();
  personas.draw(state);
}

function standing(event) {
  const chat = state.chats.get(event.chat_id);
  if (!chat) return;
  chat.standing = event.standing;
  refreshFoot();
}

function keyboard(event) {
  const chat = state.chats.get(event.chat_id);
  if (chat) chat.keyboard = event.keyboard;
  composer.refresh();
}

function typed(event) {
  clearTimeout(typing.get(event.chat_id));
  typing.set(event.chat_id, setTimeout(() => stopTyping(event.chat_id), TYPING_MS));
  drawStatus();
}

function stopTyping(chatId) {
  clearTimeout(typing.get(chatId));
  typing.delete(chatId);
  drawStatus();
}

function answer(event) {
  const button = pressed.get(event.press);
  if (button) release(event.press);
  else answered.add(event.press);
  if (event.person_id !== state.active || !event.text) return;
  if (event.show_alert) {
    $("alert-text").textContent = event.text;
    if (!$("alert").open) $("alert").showModal();
  } else {
    toast(event.text);
  }
}

// What stands on the screen

function show() {
  const chat = state.chats.get(state.active);
  chat.unread = 0;
  history.replaceState(null, "", `#${state.active}`);
  $("messages").replaceChildren();
  for (const entry of chat.messages.values()) append(entry);
  refreshFoot();
  personas.draw(state);
  drawStatus();
  toEnd();
}

function choose(id) {
  state.active = id;
  show();
  $("text").focus({ preventScroll: true });
}

function put(entry, fresh) {
  const atEnd = isAtEnd();
  if (!fresh) {
    const old = row(entry.message.message_id);
    const made = bubble(entry, null, acts);
    if (old.classList.contains("follows")) made.classList.add("follows");
    keepOpen(old, made);
    old.replaceWith(made);
    settleQuotes(made);
    if (atEnd) toEnd();
    return;
  }
  append(entry);
  if (atEnd || !entry.by_bot) toEnd();
  else drawBelow(below + 1);
}

function append(entry) {
  const list = $("messages");
  const entries = [...state.chats.get(state.active).messages.values()];
  const previous = entries[entries.indexOf(entry) - 1];
  if (!previous || dayOf(previous.message.date) !== dayOf(entry.message.date)) list.append(dayMark(entry.message.date));
  const made = bubble(entry, previous, acts);
  list.append(made);
  settleQuotes(made);
}

// A quote that is short enough to be seen whole needs no opening.
function settleQuotes(made) {
  for (const quote of made.querySelectorAll('.expandable[aria-expanded="false"]')) {
    const body = quote.firstElementChild;
    if (body.scrollHeight <= body.clientHeight + 1) {
      quote.classList.remove("expandable");
      for (const name of ["role", "tabindex", "aria-expanded"]) quote.removeAttribute(name);
    }
  }
}

function keepOpen(old, made) {
  const quotes = made.querySelectorAll(".expandable");
  old.querySelectorAll(".expandable").forEach((quote, index) => {
    quotes[index]?.setAttribute("aria-expanded", quote.getAttribute("aria-expanded"));
  });
}

function row(id) {
  return $("messages").querySelector(`[data-message="${id}"]`);
}

function refreshFoot() {
  const chat = state.chats.get(state.active);
  const blocked = chat.standing === "kicked";
  const empty = chat.messages.size === 0;
  $("welcome").hidden = !empty;
  $("description").textContent = state.bot.descriptions[state.active] ?? "";
  $("start").hidden = !(empty || blocked);
  $("start").textContent = blocked ? "Blokdan chiqarish" : "Boshlash";
  $("composer").hidden = empty || blocked;
  $("block").hidden = empty || blocked;
  composer.refresh();
}

function drawStatus() {
  const busy = typing.has(state.active);
  $("status").textContent = busy ? "yozmoqda…" : "bot";
  $("status").classList.toggle("busy", busy);
}

function isAtEnd() {
  const { scrollHeight, scrollTop, clientHeight } = $("scroller");
  return scrollHeight - scrollTop - clientHeight < NEAR_END;
}

function toEnd() {
  $("scroller").scrollTop = $("scroller").scrollHeight;
  drawBelow(0);
}

function drawBelow(count) {
  below = count;
  $("below").textContent = count;
  $("below").hidden = !count;
}

$("scroller").addEventListener("scroll", () => {
  $("to-end").hidden = isAtEnd();
  if (isAtEnd()) drawBelow(0);
});
$("to-end").addEventListener("click", toEnd);
new ResizeObserver(() => below === 0 && $("to-end").hidden && toEnd()).observe($("scroller"));

// What people do

export async function post(path, body, raw = false) {
  const response = await fetch(`/page/${path}`, {
    method: "POST",
    headers: { "Content-Type": raw ? "application/octet-stream" : "application/json" },
    body: raw ? body : JSON.stringify({ person: state.active, ...body }),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) toast(answer.error ?? "Xatolik yuz berdi");
  return answer;
}

function say(text) {
  return post("say", { text });
}

function forward(messageId) {
  return post("forward", { message_id: messageId });
}

async function press(messageId, rowNumber, column, button) {
  if (button.classList.contains("waits")) return;
  button.classList.add("waits");
  button.setAttribute("aria-busy", "true");
  const { id } = await post("press", { message_id: messageId, row: rowNumber, column });
  pressed.set(id, button);
  if (!id || answered.delete(id)) release(id);
  else setTimeout(() => release(id), PRESS_MS);
}

function release(id) {
  const button = pressed.get(id);
  button?.classList.remove("waits");
  button?.removeAttribute("aria-busy");
  pressed.delete(id);
}

async function copy(text) {
  await navigator.clipboard.writeText(text);
  toast("Nusxa olindi");
}

export function toast(text) {
  const note = document.createElement("p");
  note.textContent = text;
  $("toasts").replaceChildren(note);
  setTimeout(() => note.remove(), 4000);
}

$("start").addEventListener("click", async () => {
  if (state.chats.get(state.active).standing === "kicked") await post("block", {});
  else await say("/start");
});
$("block").addEventListener("click", () => post("block", {}));
