// What the page does in the browser. Python decides what is shown; this puts it in its place.
"use strict";
window.Dateline = (() => {
  const say = (text) => {
    const region = document.getElementById("said");
    if (region && text) region.textContent = text;
  };

  // What is written anew would lose the focus: the same button or field takes it, as soon as it is there again.
  const rewrite = (element, html) => {
    const held = element.contains(document.activeElement) && document.activeElement;
    if (held) {
      const kin = Object.entries(held.dataset).map(([name, value]) => `[data-${name}="${CSS.escape(value)}"]`);
      element.focusKept = held.id ? `#${CSS.escape(held.id)}` : kin.join("");
    }
    element.innerHTML = html;
    if (!element.focusKept || document.activeElement !== document.body) return;
    const again = element.querySelector(element.focusKept);
    if (!again) return;
    again.focus({ preventScroll: true });
    element.focusKept = "";
  };

  // A patch names an element and gives its HTML, which the server has escaped.
  const place = (patches) => {
    for (const { id, html } of patches || []) {
      const element = document.getElementById(id);
      if (element) rewrite(element, html);
    }
  };

  const reduced = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const show = (element, block) =>
    element.scrollIntoView({ behavior: reduced() ? "auto" : "smooth", block });

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without https a browser lends no clipboard: the old way still works.
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  };

  const source = (link) => {
    const element = document.getElementById(link.getAttribute("href").slice(1));
    if (!element) return;
    element.closest("details").open = true;
    document.querySelectorAll(".source.shown").forEach((one) => one.classList.remove("shown"));
    element.classList.add("shown");
    element.focus({ preventScroll: true });
    show(element, "nearest");
  };

  // Cards of marks near the right edge are moved back onto the page.
  const settle = (mark) => {
    const card = mark.querySelector(".card");
    card.style.setProperty("--shift", "0px");
    const over = card.getBoundingClientRect().right - document.documentElement.clientWidth + 12;
    if (over > 0) card.style.setProperty("--shift", `${-over}px`);
  };

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll(".mark").forEach((mark) => mark.classList.add("dismissed"));
  });
  for (const kind of ["mouseover", "focusin"])
    document.addEventListener(kind, (event) => {
      const mark = event.target.closest?.(".mark");
      document.querySelectorAll(".mark.dismissed").forEach((one) => one !== mark && one.classList.remove("dismissed"));
      if (mark) settle(mark);
    });

  // Puts a text into the question box, to be changed and sent; what stood there comes back with Ctrl+Z.
  const reword = (text) => {
    const box = document.querySelector("#question textarea");
    box.focus();
    box.select();
    document.execCommand("insertText", false, text);
    box.select();
  };

  const actions = (element, trigger) =>
    element.addEventListener("click", (event) => {
      const button = event.target.closest("[data-act]");
      if (!button) return;
      const { act, ...data } = button.dataset;
      if (act === "source") {
        event.preventDefault();
        source(button);
      } else if (act === "copy") {
        copy(button.closest(".verdict").querySelector("template").content.textContent);
        button.textContent = "Copied";
        say("Copied");
        setTimeout(() => (button.textContent = "Copy with sources"), 2000);
      } else if (act === "reword") {
        reword(button.closest(".reading-line").querySelector(".read-as span").textContent);
      } else {
        trigger(act, data, button);
      }
    });

  // Enter takes the question out of its box, unless another one is still being answered.
  const take = (question) => (document.querySelector("#conversation .reading") ? [question, ""] : ["", question]);

  const conversation = (element, trigger, watch, props) => {
    actions(element, trigger);
    const log = element.querySelector(".turns");
    let gone = 0;
    const begin = (id) => {
      const turn = document.createElement("article");
      turn.id = id;
      turn.className = "turn";
      log.querySelectorAll("details.sources").forEach((one) => (one.open = false));
      log.append(turn);
      return turn;
    };
    watch("value", () => {
      const { welcome, turn, number, html, complete, cleared, said } = props.value || {};
      if (cleared !== undefined) {
        gone = cleared;
        log.replaceChildren();
      }
      place(welcome);
      if (number <= gone) return; // it was under way when a new conversation was begun
      if (turn) {
        const known = document.getElementById(turn);
        const shown = known || begin(turn);
        rewrite(shown, html);
        // The question comes to the top, as far as there is page below it; there is more once the answer is whole.
        if (!known || complete) show(shown, "start");
      }
      element.classList.toggle("begun", log.childElementCount > 0);
      say(said);
    });
  };

  const feedback = (element, trigger, watch, props) => {
    // The thumbs stand in the conversation; their events are sent from here.
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-judge]");
      if (!button) return;
      const { judge, turn } = button.dataset;
      trigger("judge", { turn, verdict: judge });
    });
    document.addEventListener("submit", (event) => {
      const form = event.target.closest("form[data-note]");
      if (!form) return;
      event.preventDefault();
      trigger("note", { turn: form.dataset.note, note: form.elements.note.value });
    });
    watch("value", () => {
      const { patches, said, focus } = props.value || {};
      place(patches);
      if (focus) document.getElementById(focus)?.focus();
      say(said);
    });
  };

  const reader = (element, trigger, watch, props) => {
    const dialog = element.querySelector("dialog");
    actions(element, (act, data) => (act === "close" ? dialog.close() : trigger(act, data)));
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    element.addEventListener("submit", (event) => {
      const form = event.target.closest("form[data-form]");
      if (!form) return;
      event.preventDefault();
      trigger(form.dataset.form, { article: form.dataset.article, ...Object.fromEntries(new FormData(form)) });
    });
    // Always on the page, this region asks for what is said of the collection elsewhere on it.
    for (const event of [window.Dateline.CHANGED, window.Dateline.STALE])
      document.addEventListener(event, () => trigger("refresh", {}));
    watch("value", () => {
      const { html, said, focus, changed } = props.value || {};
      if (html === undefined) return;
      dialog.querySelector(".reader-body").innerHTML = html;
      if (!dialog.open) dialog.showModal();
      const mark = dialog.querySelector(".article-text mark");
      if (mark) mark.scrollIntoView({ block: "center" });
      else dialog.querySelector(".reader-body").scrollTop = 0;
      if (focus) document.getElementById(focus)?.focus();
      else dialog.querySelector("#reader-headline")?.focus({ preventScroll: true });
      say(said);
      if (changed) window.Dateline.tell(window.Dateline.CHANGED);
    });
  };

  const masthead = (element, trigger, watch, props) => {
    watch("value", () => place(props.value?.patches));
    // Where there are keys to type with; elsewhere it would bring up a keyboard over half the page.
    const field = matchMedia("(pointer: fine)").matches && document.querySelector("#question textarea");
    if (field) field.focus({ preventScroll: true });
  };

  // One set of limits holds in every room: what one form of them says, the others say too.
  let within = { outlets: [], published_from: "", published_to: "", as_of: "" };
  let choices = [];
  const forms = [];
  const spread = (origin) => forms.forEach((one) => one(origin));
  const limitsForm = (form, changed = () => {}) => {
    const list = form.querySelector(".outlets");
    let known = "[]";
    const outlets = () => {
      known = JSON.stringify(choices);
      list.replaceChildren(
        ...choices.map((name) => {
          const label = document.createElement("label");
          const box = document.createElement("input");
          box.type = "checkbox";
          box.name = "outlets";
          box.value = name;
          const shown = document.createElement("bdi");
          shown.textContent = name;
          label.append(box, shown);
          return label;
        }),
      );
    };
    const update = (origin) => {
      if (JSON.stringify(choices) !== known) outlets();
      const { outlets: chosen, ...days } = within;
      // A day that is half typed is empty still: the form in which it is typed is left alone.
      if (origin !== form) for (const [name, day] of Object.entries(days)) form.elements[name].value = day;
      list.querySelectorAll("input").forEach((box) => (box.checked = chosen.includes(box.value)));
      const set = Object.values(days).filter(Boolean).length + chosen.length;
      form.querySelector(".count").textContent = set ? `${set} set` : "";
      changed();
    };
    const read = () => {
      const said = new FormData(form);
      within = { ...Object.fromEntries(Object.keys(within).map((name) => [name, said.get(name) || ""])) };
      within.outlets = said.getAll("outlets");
      spread(form);
    };
    form.addEventListener("change", read);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(read));
    forms.push(update);
    update();
  };
  const limited = () => within;

  const limits = (element, trigger, watch, props) => {
    limitsForm(element.querySelector("form"), () => (props.value = { ...props.value, ...within }));
    const update = () => {
      const names = props.value?.choices || [];
      if (JSON.stringify(names) !== JSON.stringify(choices)) {
        choices = names;
        within = { ...within, outlets: within.outlets.filter((name) => names.includes(name)) };
        spread();
      } else if (props.value && props.value.outlets === undefined) {
        spread(); // what Python sent has taken the place of what the form says
      }
    };
    watch("value", update);
    update();
  };

  return { actions, conversation, copy, feedback, limited, limits, limitsForm, masthead, place, reader, reduced, rewrite, say, show, take };
})();
