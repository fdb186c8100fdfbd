// Rooms beside the private chats: a group, the topics of a forum, a channel; and who speaks there.

import { element } from "./rich.js";

const $ = (id) => document.getElementById(id);
const ROLES = { creator: "egasi", administrator: "administrator", member: "aʼzo" };

export function keyOf(message) {
  return message.is_topic_message ? `${message.chat.id}:${message.message_thread_id}` : message.chat.id;
}

export function keysOf(state, chatId) {
  return [...state.chats.keys()].filter((key) => state.chats.get(key).chat === chatId);
}

// A chat as the server describes it becomes one room, a forum one for each topic and the general one.
export function addRooms(state, chat) {
  for (const thread of [0, ...Object.keys(chat.topics).map(Number)]) {
    const key = thread ? `${chat.id}:${thread}` : chat.id;
    const entries = chat.messages.filter(({ message }) => keyOf(message) === key);
    const title = thread ? chat.topics[thread] : chat.title;
    state.chats.set(key, {
      chat: chat.id, thread, kind: chat.kind, title, members: chat.members, standing: chat.standing, keyboard: chat.keyboard,
      messages: new Map(entries.map((entry) => [entry.message.message_id, entry])),
      unread: state.chats.get(key)?.unread ?? 0,
    });
  }
}

export function startRooms({ state, post, refresh }) {
  let awaited = false; // a room that was opened on this page is shown as soon as it is told of
  const speaker = $("speaker");
  speaker.addEventListener("change", () => {
    state.person = Number(speaker.value);
    refresh();
  });
  $("new-room").addEventListener("change", async (event) => {
    const room = event.target.value;
    event.target.value = "";
    awaited = true;
    await post("room", { room });
  });

  function show(chat) {
    const isRoom = chat.kind !== "private";
    $("bot-name").textContent = isRoom ? chat.title : state.bot.name;
    speaker.hidden = !isRoom;
    if (!isRoom) {
      state.person = chat.chat;
      return;
    }
    if (!(state.person in chat.members)) state.person = Number(Object.keys(chat.members)[0]);
    speaker.replaceChildren(...state.personas.filter(({ id }) => id in chat.members).map(({ id, user }) => {
      const option = element("option", "", `${user.first_name}: ${ROLES[chat.members[id]]}`);
      option.value = id;
      option.selected = id === state.person;
      return option;
    }));
  }

  return {
    show,
    takeAwaited: () => {
      const was = awaited;
      awaited = false;
      return was;
    },
    address: () => {
      const { kind, chat, thread } = state.chats.get(state.active);
      return kind === "private" ? {} : { chat, thread };
    },
    about: ({ kind, standing, chat, thread }) => {
      if (kind === "private") return "bot";
      const away = standing === "kicked" || standing === "left";
      const where = thread ? state.chats.get(chat).title : kind === "channel" ? "kanal" : "guruh";
      return where + (away ? ", bot bu yerda yoʻq" : "");
    },
    blockLabel: ({ kind, standing }) => {
      if (kind === "private") return "Bloklash";
      return standing === "kicked" || standing === "left" ? "Qaytarish" : "Chiqarish";
    },
  };
}
