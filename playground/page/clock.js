// The bot's clock, which the person may push ahead.

import { dayOf, timeOf, weekdayOf } from "./times.js";

const $ = (id) => document.getElementById(id);
let ahead = 0; // milliseconds from this browser's clock to the bot's
let frozenAt = null;

export function tellClock({ now, frozen }) {
  ahead = now - Date.now();
  frozenAt = frozen ? now : null;
  draw();
}

export function startClock(post) {
  for (const button of document.querySelectorAll("[data-minutes]")) {
    button.addEventListener("click", () => post("clock", { minutes: Number(button.dataset.minutes) }));
  }
  $("clock-form").addEventListener("submit", (event) => {
    event.preventDefault();
    post("clock", { to: $("clock-to").value });
  });
  $("clock-face").addEventListener("click", () => {
    const open = $("clock-face").getAttribute("aria-expanded") !== "true";
    $("clock-face").setAttribute("aria-expanded", String(open));
  });
  setInterval(draw, 1000);
}

function draw() {
  const seconds = (frozenAt ?? Date.now() + ahead) / 1000;
  $("clock-time").textContent = timeOf(seconds);
  $("clock-day").textContent = `${dayOf(seconds)}, ${weekdayOf(seconds)}`;
}
