// What the Cite room does in the browser; references in a chosen format, and the list, wherever they stand on the page.
"use strict";
Object.assign(
  window.Dateline,
  (() => {
    const { actions, copy, limited, limitsForm, rewrite, say, show } = window.Dateline;
    const LATE = 30000; // milliseconds after which no answer will come
    const BRIEF = 2000; // milliseconds for which a button says what it has done
    let kept = new Set(); // what is on the list
    let listed = ""; // the list as HTML, for the room may not have been opened yet
    let form = "plain"; // the format chosen last: a piece of writing has one
    let ask = () => {};

    const scoped = (scope) => [...document.querySelectorAll(".formats")].find((one) => one.dataset.scope === scope);
    const isOpen = (panel) => !panel.hidden;

    // What is on the list says so wherever it is offered.
    const mark = () => {
      for (const button of document.querySelectorAll("[data-collect]")) {
        const on = button.dataset.ones.split(" ").every((one) => kept.has(one));
        if (button.getAttribute("aria-pressed") === String(on)) continue;
        button.setAttribute("aria-pressed", String(on));
        button.textContent = on ? "On your list" : "Add to list";
        const see = button.parentElement.querySelector('[data-formats="list"]');
        if (see) see.hidden = !on;
      }
      const way = document.querySelector(".to-list");
      if (!way) return;
      way.hidden = !kept.size;
      way.querySelector(".count").textContent = kept.size;
    };

    // Gives every open panel the format chosen last, and asks for the references that it lacks.
    const fill = (panels, anew = false) => {
      const wanting = panels.filter((panel) => {
        panel.querySelector("select").value = form;
        return anew || panel.dataset.form !== form;
      });
      for (const panel of wanting) {
        panel.dataset.form = form;
        panel.setAttribute("aria-busy", "true");
      }
      if (wanting.length) ask("format", { scopes: wanting.map((one) => one.dataset.scope).join(" "), form });
    };
    const open = () => [...document.querySelectorAll(".formats")].filter(isOpen);

    const relist = () => {
      const place = document.getElementById("collected");
      if (!place || !listed) return;
      rewrite(place, listed);
      fill(open().filter((panel) => panel.dataset.scope === "list"), true);
    };

    const saved = (name, text, type = "text/plain;charset=utf-8") => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type }));
      link.download = name;
      document.body.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(link.href), BRIEF);
    };

    const done = (button, words) => {
      const before = button.dataset.before || button.textContent;
      button.dataset.before = before;
      button.textContent = words;
      say(words);
      setTimeout(() => (button.textContent = before), BRIEF);
    };

    const collecting = (element, trigger, watch, props) => {
      // One request after the other: of two answers that come at once the browser would show the last only.
      const waiting = [];
      let under = 0;
      const next = () => {
        clearTimeout(under);
        under = 0;
        const one = waiting.shift();
        if (!one) return;
        under = setTimeout(next, LATE);
        trigger(...one);
      };
      ask = (event, data) => {
        if (event === "format") {
          // Only the last request for a panel counts.
          const later = waiting.findIndex(([name, sent]) => name === event && sent.scopes === data.scopes);
          if (later >= 0) waiting.splice(later, 1);
        }
        waiting.push([event, data]);
        if (!under) next();
      };

      document.addEventListener("click", (event) => {
        const button = event.target.closest?.("[data-formats], [data-cite], [data-collect], [data-arrange]");
        if (!button) return;
        const { formats, cite, collect, arrange } = button.dataset;
        const panel = button.closest(".formats");
        if (cite) {
          const opened = scoped(cite);
          opened.hidden = !opened.hidden;
          button.setAttribute("aria-expanded", String(!opened.hidden));
          if (!opened.hidden) {
            fill([opened]);
            show(opened, "nearest");
          }
        } else if (collect) {
          const out = button.getAttribute("aria-pressed") === "true" ? "yes" : "";
          ask("collect", { scope: collect, out });
        } else if (arrange) {
          if (button.getAttribute("aria-disabled")) return;
          ask("arrange", { act: arrange, one: button.dataset.one });
        } else if (formats === "list") {
          document.querySelector('#rooms [role="tab"][data-tab-id="cite"]')?.click();
          setTimeout(() => {
            const head = document.getElementById("collected-head");
            head?.focus({ preventScroll: true });
            if (head) show(head, "start");
          }, 100);
        } else if (panel.dataset.text && !panel.hasAttribute("aria-busy")) {
          if (formats === "copy") copy(panel.dataset.text).then(() => done(button, "Copied"));
          else {
            saved(panel.dataset.name, `${panel.dataset.text}\n`);
            done(button, "Saved");
          }
        }
      });
      document.addEventListener("change", (event) => {
        const panel = event.target.closest?.(".formats");
        if (!panel) return;
        form = event.target.value;
        fill(open());
      });

      watch("value", () => {
        const { texts, name, form: made, list, kept: names, said, focus, ends } = props.value || {};
        for (const { scope, text, fault } of texts || []) {
          const panel = scoped(scope);
          if (!panel || (made && made !== panel.dataset.form)) continue;
          const shown = panel.querySelector(".formats-text");
          shown.textContent = text || fault || "";
          shown.classList.toggle("faulty", !text);
          panel.dataset.text = text || "";
          panel.dataset.name = name;
          if (!text) delete panel.dataset.form; // chosen again, it is asked for again
          panel.removeAttribute("aria-busy");
        }
        if (list !== undefined) {
          kept = new Set(names);
          listed = list;
          mark();
          relist();
        }
        if (focus) document.getElementById(focus)?.focus();
        say(said);
        if (ends) next();
      });
    };

    const citing = (element, trigger, watch, props) => {
      const box = element.querySelector(".citing-form");
      const statement = box.elements.statement;
      const found = element.querySelector("#citing-found");
      const button = box.querySelector("[type=submit]");
      const words = button.textContent;
      let asked = "";
      let late = 0;
      const rest = () => {
        clearTimeout(late);
        found.removeAttribute("aria-busy");
        button.textContent = words;
        button.removeAttribute("aria-disabled");
      };
      const look = (most) => {
        late = setTimeout(() => {
          rest();
          say("No answer came. Try once more.");
        }, LATE);
        button.textContent = button.dataset.busy;
        button.setAttribute("aria-disabled", "true");
        found.setAttribute("aria-busy", "true");
        say("Reading the articles.");
        trigger("cite", { statement: asked, most, limits: JSON.stringify(limited()) });
      };
      limitsForm(element.querySelector(".limits-form"));
      box.addEventListener("submit", (event) => {
        event.preventDefault();
        if (found.hasAttribute("aria-busy")) return;
        asked = statement.value.trim();
        if (asked) look("");
        else say("Write a statement first.");
      });
      statement.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        box.requestSubmit();
      });
      actions(element, (act, data) => {
        if (act !== "more") trigger(act, data);
        else if (!found.hasAttribute("aria-busy")) look(data.most);
      });
      relist();
      mark();
      watch("value", () => {
        const { html, said, focus } = props.value || {};
        if (html === undefined) return;
        found.innerHTML = html;
        rest();
        mark();
        if (focus) document.getElementById(focus)?.focus();
        else show(element.querySelector("#citing-statement-said"), "nearest");
        say(said);
      });
    };

    // What is written anew into the conversation may be on the list already.
    new MutationObserver((seen) => {
      const holds = (one) => one.querySelector?.("[data-collect]");
      if (kept.size && seen.some(({ addedNodes }) => [...addedNodes].some(holds))) mark();
    }).observe(document.documentElement, { childList: true, subtree: true });

    return { citing, collecting, saved };
  })(),
);
