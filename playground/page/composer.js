// Writing: text, files, forwards, commands, the reply keyboard.

import { startInline } from "./inline.js";
import { element } from "./rich.js";

const $ = (id) => document.getElementById(id);
const LARGEST_FILE = 50 * 1024 * 1024;

export function startComposer({ state, post, say, toast }) {
  const text = $("text");
  let forwarding = false;
  let answered = 0; // the message that the next text replies to

  function grow() {
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight, 160)}px`;
    $("send").classList.toggle("ready", text.value.trim() !== "");
  }

  function setForwarding(on) {
    forwarding = on;
    $("as-forward").hidden = !on;
    text.focus();
  }

  function replyTo(message) {
    answered = message?.message_id ?? 0;
    $("as-reply").hidden = !answered;
    $("replied-to").textContent = answered ? (message.text ?? "").split("\n")[0].slice(0, 60) : "";
    if (answered) text.focus();
  }

  function takeReply() {
    const reply = answered ? { reply_to: answered } : {};
    replyTo(null);
    return reply;
  }

  async function send() {
    const words = text.value;
    if (!words.trim()) return;
    text.value = "";
    grow();
    closeMenu();
    await (forwarding ? post("forward", { text: words }) : say(words));
    setForwarding(false);
  }

  // Pictures that are chosen together are an album, as in Telegram's clients.
  const isPicture = (file) => /^image\/(png|jpeg)$/.test(file.type);

  async function sendFile(file, album) {
    if (file.size > LARGEST_FILE) return toast("Fayl juda katta");
    const photo = isPicture(file) ? "1" : "";
    const query = new URLSearchParams({ person: state.person, name: file.name, photo, album, caption: text.value.trim() });
    text.value = "";
    grow();
    return post(`file?${query}`, file, true);
  }

  async function sendFiles(files) {
    const album = files.length > 1 && [...files].every(isPicture) ? String(Date.now()) : "";
    for (const file of files) await sendFile(file, album);
  }

  // Menus over the composer

  function openMenu(button, items) {
    if (button?.getAttribute("aria-expanded") === "true") return closeMenu();
    closeMenu();
    $("popover").replaceChildren(...items);
    $("popover").hidden = items.length === 0;
    button?.setAttribute("aria-expanded", "true");
    return items;
  }

  function closeMenu() {
    $("popover").hidden = true;
    $("popover").replaceChildren();
    for (const id of ["attach", "commands"]) $(id).setAttribute("aria-expanded", "false");
  }

  function item(title, about, act) {
    const button = element("button", "menu-item");
    button.type = "button";
    button.setAttribute("role", "menuitem");
    button.append(element("strong", "", title));
    if (about) button.append(element("span", "", about));
    button.addEventListener("click", () => {
      closeMenu();
      act();
    });
    return button;
  }

  function commandItems(prefix = "/") {
    return (state.commands[state.person] ?? [])
      .filter(({ command }) => `/${command}`.startsWith(prefix))
      .map(({ command, description }) => item(`/${command}`, description, () => {
        text.value = "";
        grow();
        say(`/${command}`);
      }));
  }

  function suggest() {
    grow();
    closeMenu();
    if (inline.typed(text.value)) return;
    if (/^\/\w*$/.test(text.value)) openMenu($("commands"), commandItems(text.value));
  }

  function refresh() {
    $("commands").hidden = !(state.commands[state.person] ?? []).length;
    const board = $("reply-keyboard");
    const rows = state.chats.get(state.active)?.keyboard?.keyboard;
    board.hidden = !rows || $("composer").hidden;
    board.replaceChildren(...(rows ?? []).map((buttons) => {
      const line = element("div", "keyboard-row");
      line.append(...buttons.map((button) => replyKey(button)));
      return line;
    }));
  }

  function replyKey(button) {
    const label = button.text ?? button;
    const key = element("button", "key", label);
    key.type = "button";
    key.addEventListener("click", () => (button.request_location ? post("location", {}) : say(label)));
    return key;
  }

  function fill(words) {
    text.value = words;
    text.focus();
    suggest();
  }

  // Wires

  const inline = startInline({ state, post, openMenu, closeMenu, clear: () => fill("") });

  $("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    }
    if (event.key === "Escape") closeMenu();
  });
  text.addEventListener("input", suggest);
  text.addEventListener("paste", (event) => {
    if (event.clipboardData.files.length) {
      event.preventDefault();
      sendFiles(event.clipboardData.files);
    }
  });
  $("not-reply").addEventListener("click", () => replyTo(null));
  $("not-forward").addEventListener("click", () => setForwarding(false));
  $("commands").addEventListener("click", () => openMenu($("commands"), commandItems())?.[0]?.focus());
  $("attach").addEventListener("click", () =>
    openMenu($("attach"), [
      item("Fayl yoki rasm", "tanlab yuborish", () => $("file").click()),
      item("Uzatilgan xabar", "matnni kanaldan uzatilgandek yuborish", () => setForwarding(true)),
    ])?.[0].focus());
  $("popover").addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const items = [...$("popover").children];
    if (step) items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
    if (event.key === "Escape") {
      closeMenu();
      text.focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".foot")) closeMenu();
  });
  $("file").addEventListener("change", async () => {
    await sendFiles([...$("file").files]);
    $("file").value = "";
  });
  startDrop(sendFiles);

  return { refresh, fill, replyTo, takeReply, results: inline.results };
}

function startDrop(sendFiles) {
  const chat = document.querySelector(".chat");
  let depth = 0;
  const show = (on) => ($("drop").hidden = !on);
  chat.addEventListener("dragenter", (event) => {
    if (event.dataTransfer.types.includes("Files")) show((depth += 1) > 0);
  });
  chat.addEventListener("dragleave", () => show((depth = Math.max(0, depth - 1)) > 0));
  chat.addEventListener("dragover", (event) => event.preventDefault());
  chat.addEventListener("drop", (event) => {
    event.preventDefault();
    show((depth = 0) > 0);
    sendFiles([...event.dataTransfer.files]);
  });
}
