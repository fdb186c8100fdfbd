// The switch between chats: each persona's own with the bot, and the rooms they share, with what was missed.

import { element } from "./rich.js";
import { timeOf } from "./times.js";

const ROLES = { 1001: "Obunachi", 1002: "Admin", 1003: "Ruscha obunachi" };
const SORTS = { group: "guruh", supergroup: "guruh", channel: "kanal" };

export function startPersonas(nav, choose) {
  return { draw: (state) => draw(nav, state, choose) };
}

function draw(nav, state, choose) {
  const focused = document.activeElement?.dataset?.person;
  const own = state.personas.map(({ id, user }) =>
    ({ key: id, name: user.first_name, letters: user.first_name[0] + (user.last_name?.[0] ?? ""), about: ROLES[id] ?? "" }));
  const rooms = [...state.chats].filter(([, { kind }]) => kind !== "private").map(([key, { title, kind, thread }]) =>
    ({ key, name: title, letters: thread ? "#" : title[0], about: thread ? "mavzu" : SORTS[kind] }));
  const before = nav.querySelector('[aria-pressed="true"]')?.dataset.person;
  nav.replaceChildren(...[...own, ...rooms].map((each) => tab(each, state, choose)));
  const pressed = nav.querySelector('[aria-pressed="true"]');
  if (pressed?.dataset.person !== before) pressed?.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (focused) nav.querySelector(`[data-person="${focused}"]`)?.focus();
  const unread = [...state.chats.values()].reduce((sum, chat) => sum + chat.unread, 0);
  document.title = unread ? `(${unread}) Xabarnoma` : "Xabarnoma";
}

function tab({ key, name: title, letters, about: role }, state, choose) {
  const chat = state.chats.get(key);
  const button = element("button", "persona");
  button.dataset.person = key;
  button.setAttribute("aria-pressed", String(key === state.active));
  button.append(element("span", `avatar avatar-${chat.kind === "private" ? key : chat.kind}`, letters));
  const about = element("span", "persona-about");
  const name = element("span", "persona-name");
  name.append(element("strong", "", title), element("small", "", role));
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
  button.addEventListener("click", () => choose(key));
  return button;
}

function last(chat) {
  const newest = [...chat.messages.values()].at(-1);
  if (!newest) return "Hali boshlanmagan";
  const { text, caption, document: sent, photo } = newest.message;
  const words = text ?? caption ?? sent?.file_name ?? (photo ? "Rasm" : "");
  return (newest.by_bot ? "" : "Siz: ") + words.split("\n").join(" ").slice(0, 80);
}
