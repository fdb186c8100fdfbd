// The page's state: three personas, a chat of each with the bot and the rooms they share, told by server-sent
// events. A room is a chat, or a topic of a forum; `state.active` is the key of the one that is shown.

import { bubble, dayMark } from "./bubbles.js";
import { startClock, tellClock } from "./clock.js";
import { startComposer } from "./composer.js";
import { startPersonas } from "./personas.js";
import { addRooms, keyOf, keysOf, startRooms } from "./rooms.js";
import { dayOf } from "./times.js";

const $ = (id) => document.getElementById(id);
const TYPING_MS = 5000;
const NEAR_END = 120; // pixels
const PRESS_MS = 15000;

export const state = {
  personas: [],
  active: Number(location.hash.slice(1)) || 0,
  person: 0, // who acts: in a private chat its owner, elsewhere whom the header names
  chats: new Map(), // key -> { chat, thread, kind, title, members, messages: Map, standing, keyboard, unread }
  commands: {},
  bot: {},
};
const pressed = new Map(); // press -> the button that waits
const answered = new Set(); // presses answered before the page knew their number
const typing = new Map(); // person -> timer
let below = 0;

const acts = { say, press, forward, copy, follow, reply: (message) => composer.replyTo(message), inline: (query) => composer.fill(`@${state.bot.username} ${query}`) };
const personas = startPersonas($("personas"), choose);
const composer = startComposer({ state, post, say, toast });
const rooms = startRooms({ state, post, refresh: () => composer.refresh() });
startClock(post);

const events = new EventSource("/page/events");
events.onmessage = ({ data }) => hear(JSON.parse(data));
events.onerror = () => ($("status").textContent = "aloqa uzildi…");

function hear(event) {
  const handlers = {
    hello, message, deleted, typing: typed, answer, clock: tellClock, profile, keyboard, chat: standing, room: opened, results: composer.results,
  };
  handlers[event.kind]?.(event);
}

function hello(event) {
  state.personas = event.personas;
  if (!state.personas.some(({ id }) => id === state.active)) state.active = state.personas[0].id;
  for (const chat of event.chats) addRooms(state, chat);
  profile(event);
  tellClock(event);
  show();
}

function profile(event) {
  state.bot = event.bot;
  state.commands = event.commands;
  if (state.person) rooms.show(state.chats.get(state.active));
  composer.refresh();
}

function opened({ chat }) {
  addRooms(state, chat);
  personas.draw(state);
  if (rooms.takeAwaited()) choose(chat.id);
}

function message(event) {
  const key = keyOf(event.message);
  const chat = state.chats.get(key);
  if (!chat) return;
  const id = event.message.message_id;
  const fresh = !chat.messages.has(id);
  chat.messages.set(id, event);
  if (event.by_bot) stopTyping(key);
  if (key === state.active) put(event, fresh);
  else if (fresh && event.by_bot) chat.unread += 1;
  personas.draw(state);
  if (key === state.active) refreshFoot();
}

function deleted(event) {
  for (const key of keysOf(state, event.chat_id)) {
    state.chats.get(key).messages.delete(event.message_id);
    if (key === state.active) row(event.message_id)?.remove();
  }
  personas.draw(state);
}

function standing(event) {
  for (const key of keysOf(state, event.chat_id)) state.chats.get(key).standing = event.standing;
  refreshFoot();
}

function keyboard(event) {
  for (const key of keysOf(state, event.chat_id)) state.chats.get(key).keyboard = event.keyboard;
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
  if (event.person_id !== state.person) return;
  if (event.url) follow(event.url);
  if (!event.text) return;
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
  rooms.show(chat);
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
    const made = bubble(entry, null, acts, state);
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
  const made = bubble(entry, previous, acts, state);
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
  const blocked = chat.kind === "private" && chat.standing === "kicked";
  const empty = chat.kind === "private" && chat.messages.size === 0;
  $("welcome").hidden = !empty;
  $("description").textContent = state.bot.descriptions[state.person] ?? "";
  $("start").hidden = !(empty || blocked);
  $("start").textContent = blocked ? "Blokdan chiqarish" : "Boshlash";
  $("composer").hidden = empty || blocked;
  $("block").hidden = empty || blocked;
  $("block").textContent = rooms.blockLabel(chat);
  composer.refresh();
}

function drawStatus() {
  const busy = typing.has(state.active);
  $("status").textContent = busy ? "yozmoqda…" : rooms.about(state.chats.get(state.active));
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
    body: raw ? body : JSON.stringify({ person: state.person, ...rooms.address(), ...body }),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) toast(answer.error ?? "Xatolik yuz berdi");
  return answer;
}

function say(text) {
  return post("say", { text, ...composer.takeReply() });
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

// A link to the bot opens the person's own chat with it.
function follow(url) {
  const payload = url.split(`t.me/${state.bot.username}?start=`)[1];
  if (!payload) return false;
  choose(state.person);
  say(`/start ${payload}`);
  return true;
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
  const { kind, standing: now } = state.chats.get(state.active);
  if (kind === "private" && now === "kicked") await post("block", {});
  else await say("/start");
});
$("block").addEventListener("click", () => post("block", {}));
