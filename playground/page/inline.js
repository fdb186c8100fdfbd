// Inline mode: "@bot words" in the composer asks the bot; a chosen result is sent.

import { element } from "./rich.js";

const PAUSE_MS = 250; // after the last letter

export function startInline({ state, post, openMenu, closeMenu, clear }) {
  let asked = null; // the number of the question that waits, or whose results are shown
  let words = "";
  let timer = 0;
  let shown = [];

  // Does the composer's text belong to inline mode? Then ask, once the person pauses.
  function typed(text) {
    clearTimeout(timer);
    const prefix = `@${state.bot.username} `;
    if (!text.toLowerCase().startsWith(prefix)) {
      asked = null;
      return false;
    }
    timer = setTimeout(() => ask(text.slice(prefix.length).trim(), ""), PAUSE_MS);
    return true;
  }

  async function ask(query, offset) {
    words = query;
    if (!offset) shown = [];
    const { id } = await post("ask", { query, offset });
    asked = id;
    if (early?.ask === id) results(early);
  }

  let early = null; // an answer that came before the page knew the number of its question

  function results(event) {
    if (event.person_id !== state.person) return;
    if (event.ask !== asked) {
      early = event;
      return;
    }
    shown.push(...event.results.map((result) => resultItem(result, event.ask)));
    const more = event.next_offset ? [moreItem(event.next_offset)] : [];
    openMenu(null, [...startItem(event.button), ...(shown.length ? shown : [note("Hech narsa topilmadi")]), ...more]);
  }

  function resultItem(result, question) {
    const about = result.description ?? result.caption ?? "";
    return item("result", result.title ?? "Rasm", about, async () => {
      closeMenu();
      clear();
      await post("choose", { ask: question, result_id: result.id });
    });
  }

  function moreItem(offset) {
    return item("menu-item", "Yana…", "", () => ask(words, offset));
  }

  function startItem(button) {
    if (!button) return [];
    return [item("menu-item", button.text, "", () => {
      closeMenu();
      clear();
      post("say", { text: `/start ${button.start_parameter}` });
    })];
  }

  return { typed, results };
}

function item(kind, title, about, act) {
  const button = element("button", `menu-item ${kind}`);
  button.type = "button";
  button.setAttribute("role", "menuitem");
  button.append(element("strong", "", title));
  if (about) button.append(element("span", "", about));
  button.addEventListener("click", act);
  return button;
}

function note(text) {
  return element("p", "menu-note", text);
}
