// The switch between personas: each a chat with the bot, with what it missed.

import { element } from "./rich.js";
import { timeOf } from "./times.js";

const ROLES = { 1001: "Obunachi", 1002: "Admin", 1003: "Ruscha obunachi" };

export function startPersonas(nav, choose) {
  return { draw: (state) => draw(nav, state, choose) };
}

function draw(nav, state, choose) {
  const focused = document.activeElement?.dataset?.person;
  nav.replaceChildren(...state.personas.map((persona) => tab(persona, state, choose)));
  if (focused) nav.querySelector(`[data-person="${focused}"]`)?.focus();
  const unread = [...state.chats.values()].reduce((sum, chat) => sum + chat.unread, 0);
  document.title = unread ? `(${unread}) Xabarnoma` : "Xabarnoma";
}

function tab({ id, user }, state, choose) {
  const chat = state.chats.get(id);
  const button = element("button", "persona");
  button.dataset.person = id;
  button.setAttribute("aria-pressed", String(id === state.active));
  button.append(element("span", `avatar avatar-${id}`, user.first_name[0] + (user.last_name?.[0] ?? "")));
  const about = element("span", "persona-about");
  const name = element("span", "persona-name");
  name.append(element("strong", "", user.first_name), element("small", "", ROLES[id] ?? ""));
  about.append(name, element("span", "persona-last", last(chat)));
  button.append(about);
  const aside = element("span", "persona-aside");
  const newest = [...chat.messages.values()].at(-1);
  aside.append(element("time", "", newest ? timeOf(newest.message.date) : ""));
  if (chat.unread) {
    const badge = element("span", "badge", String(chat.unread));
    badge.setAttribute("aria-label", `${chat.unread} ta oʻqilmagan`);
    aside.append(badge);
  }
  button.append(aside);
  button.addEventListener("click", () => choose(id));
  return button;
}

function last(chat) {
  const newest = [...chat.messages.values()].at(-1);
  if (!newest) return "Hali boshlanmagan";
  const { text, caption, document: sent, photo } = newest.message;
  const words = text ?? caption ?? sent?.file_name ?? (photo ? "Rasm" : "");
  return (newest.by_bot ? "" : "Siz: ") + words.split("\n").join(" ").slice(0, 80);
}
