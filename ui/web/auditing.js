// What the Audit room does in the browser: a draft is handed in, its audit is shown, and taken along as a file.
"use strict";
Object.assign(
  window.Dateline,
  (() => {
    const { actions, limited, limitsForm, saved, say, show } = window.Dateline;
    const MEBIBYTE = 1048576;
    const LATE = 30000; // milliseconds after which a draft has not been taken, and will not be

    const base64 = (file) =>
      new Promise((resolve, reject) => {
        const reader = new FileReader();
        reader.addEventListener("load", () => resolve(String(reader.result).replace(/^[^,]*,/, "")));
        reader.addEventListener("error", () => reject(reader.error));
        reader.readAsDataURL(file);
      });

    const bytes = (data) => Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));

    const auditing = (element, trigger, watch, props) => {
      const room = element.querySelector(".auditing");
      const form = element.querySelector(".auditing-form");
      const text = form.elements.text;
      const input = form.querySelector("[type=file]");
      const drop = form.querySelector(".drop");
      const chosen = form.querySelector(".auditing-chosen");
      const place = element.querySelector("#auditing-place");
      const kinds = room.dataset.kinds.split(" ");
      let file = null;
      let wanted = false; // whether somebody waits for an audit
      let whole = false; // whether a report is shown
      let late = 0;

      const state = (name) => {
        room.dataset.state = name;
        whole = name === "report";
        wanted = name === "busy";
        clearTimeout(late);
      };
      state("form");
      limitsForm(element.querySelector(".limits-form"));

      const told = (words, hint = "") => {
        const trouble = document.createElement("div");
        const [line, more] = [document.createElement("p"), document.createElement("p")];
        trouble.className = "verdict verdict-trouble";
        trouble.setAttribute("role", "alert");
        line.className = "claim";
        more.className = "note";
        line.textContent = words;
        more.textContent = hint;
        trouble.append(line, more);
        place.replaceChildren(trouble);
      };
      const take = (given) => {
        file = given || null;
        text.disabled = Boolean(file);
        chosen.hidden = !file;
        drop.querySelector(".drop-words").hidden = Boolean(file);
        if (file) chosen.querySelector(".file").textContent = file.name;
        place.replaceChildren();
        input.value = "";
      };
      const fit = (given) => {
        const kind = given.name.toLowerCase().match(/\.[^.]*$/)?.[0];
        if (!kinds.includes(kind)) return told(`${given.name} is not a kind of draft that is read.`, `Save it as ${kinds.join(", ")}.`);
        if (given.size > Number(room.dataset.largest))
          return told(
            `${given.name} has ${(given.size / MEBIBYTE).toFixed(1)} MB, and a draft may have ${room.dataset.largest / MEBIBYTE}.`,
            "Audit its chapters one by one, or take out its pictures.",
          );
        return true;
      };

      form.addEventListener("submit", async (event) => {
        event.preventDefault();
        if (wanted) return;
        if (!file && !text.value.trim()) {
          say("Paste a draft first, or choose a file.");
          text.focus();
          return;
        }
        state("busy");
        late = setTimeout(() => {
          state("form");
          told("The draft was not taken: too many wait already.", "Try again in a minute.");
        }, LATE);
        place.focus({ preventScroll: true });
        const limits = JSON.stringify(limited());
        if (!file) return trigger("audit", { text: text.value, limits });
        try {
          trigger("audit", { name: file.name, data: await base64(file), limits });
        } catch {
          state("form");
          told(`${file.name} cannot be read.`, "Is it still there? Choose it again.");
        }
      });
      input.addEventListener("change", () => input.files[0] && fit(input.files[0]) && take(input.files[0]));
      element.addEventListener("dragover", () => drop.classList.add("over"));
      element.addEventListener("drop", (event) => {
        drop.classList.remove("over");
        const given = event.dataTransfer?.files[0];
        if (given && room.dataset.state === "form" && fit(given)) take(given);
      });

      actions(element, (act, data) => trigger(act, data));
      element.addEventListener("click", (event) => {
        const button = event.target.closest?.("[data-auditing], [data-fetch], .audit a[href^='#']");
        if (!button) return;
        const { auditing: act, fetch: kind } = button.dataset;
        if (act === "halt") trigger("halt", {});
        else if (act === "drop") {
          take(null);
          input.focus();
        } else if (act === "another") {
          trigger("forget", {});
          place.replaceChildren();
          take(null);
          state("form");
          text.focus();
          text.select();
        } else if (kind) {
          say("Making the file.");
          place.querySelector(".audited-fault").hidden = true;
          trigger("fetch", { kind });
        } else if (!event.defaultPrevented) {
          // The page's address stays as it is.
          event.preventDefault();
          const target = document.getElementById(button.getAttribute("href").slice(1));
          if (target) show(target, "nearest");
        }
      });

      // Each quote leads to its place in its article.
      const lead = (places) => {
        for (const quote of place.querySelectorAll(".audit-quotes > li[id]")) {
          const where = places?.[quote.id.replace(/^.*-q/, "")];
          if (!where) continue;
          const line = document.createElement("p");
          const button = document.createElement("button");
          line.className = "source-links";
          button.type = "button";
          button.textContent = "Read it in its article";
          Object.assign(button.dataset, { act: "open", ...where });
          line.append(button);
          quote.append(line);
        }
      };

      watch("value", () => {
        const { html, places, said, ended, whole: report, file: made, fault } = props.value || {};
        if (made) {
          saved(made.name, bytes(made.data), made.type);
          trigger("shown", {});
        }
        if (fault) {
          const line = place.querySelector(".audited-fault");
          line.textContent = fault;
          line.hidden = false;
        }
        if (html !== undefined && (wanted || !whole)) {
          clearTimeout(late);
          const focused = place.contains(document.activeElement);
          place.innerHTML = html;
          if (focused) (place.querySelector("[data-auditing=halt]") || place).focus({ preventScroll: true });
        }
        say(said);
        if (!ended || !wanted) return;
        state(report ? "report" : "form");
        if (!report) return;
        lead(places);
        datelineAudit(place.querySelector(".audit"), { links: false });
        show(place, "start");
        place.focus({ preventScroll: true });
        trigger("shown", {});
      });
    };

    return { auditing };
  })(),
);
