// What the Articles room does in the browser: the list, the place where files are dropped, and the form that mends.
"use strict";
Object.assign(
  window.Dateline,
  (() => {
    const { actions, say } = window.Dateline;
    const CHANGED = "dateline-changed"; // somebody here has changed the collection
    const STALE = "dateline-stale"; // the collection is another than the page was greeted with
    const UNDATED = "dateline-undated"; // the list is to show what has no date
    const TYPING = 200; // milliseconds after which somebody has stopped typing for now
    const tell = (what) => document.dispatchEvent(new Event(what));

    const library = (element, trigger, watch, props) => {
      const form = element.querySelector("form");
      const place = element.querySelector("#listing");
      let wanted = { column: "Published", falling: true, page: 1 };
      let asked = 0;
      let aloud = false;
      let known = null;
      let opened = "";
      let typing = 0;
      const look = (change = {}, heard = false) => {
        clearTimeout(typing);
        wanted = { ...wanted, ...change, query: form.elements.query.value, undated: form.elements.undated.checked };
        aloud = heard;
        asked += 1;
        trigger("look", { wanted: JSON.stringify(wanted), asked });
      };
      const counted = () => element.querySelector("#listing-count");

      actions(element, (act, data, button) => {
        if (act === "sort") look({ column: data.column, falling: data.falling === "true", page: 1 }, true);
        else if (act === "page") {
          if (button.getAttribute("aria-disabled")) return;
          // From the foot of one page one goes on at the head of the next.
          document.getElementById(button.id.replace("foot", "head"))?.focus({ preventScroll: true });
          look({ page: Number(data.page) }, true);
          if (element.getBoundingClientRect().top < 0) element.scrollIntoView();
        } else if (act === "all") {
          form.reset();
          look({ page: 1 }, true);
        } else {
          opened = button.id;
          trigger(act, data);
        }
      });
      form.addEventListener("input", () => {
        clearTimeout(typing);
        typing = setTimeout(() => look({ page: 1 }, true), TYPING);
      });
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        look({ page: 1 }, true);
      });
      document.addEventListener(CHANGED, () => look());
      document.addEventListener(UNDATED, () => {
        form.elements.query.value = "";
        form.elements.undated.checked = true;
        look({ page: 1 }, true);
        counted()?.focus();
      });
      // A row that was written anew while its article was open takes the focus back all the same.
      document.addEventListener(
        "close",
        (event) => {
          if (!opened) return;
          const row = document.getElementById(opened) || counted();
          const lost = document.activeElement === document.body || event.target.contains(document.activeElement);
          opened = "";
          if (lost) row?.focus({ preventScroll: true });
        },
        true,
      );
      new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && look()).observe(element);

      watch("value", () => {
        const { html, said, asked: answered, snapshot } = props.value || {};
        if (html === undefined || Number(answered) !== asked) return;
        const focused = place.contains(document.activeElement) ? document.activeElement.id : "";
        place.innerHTML = html;
        if (focused) (document.getElementById(focused) || counted())?.focus({ preventScroll: true });
        if (aloud) say(said);
        aloud = false;
        if (snapshot !== undefined && snapshot !== known) {
          known = snapshot;
          tell(STALE);
        }
      });
    };

    const megabytes = (bytes) => (bytes / 1048576).toLocaleString("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

    // One file a request: a bad one does not stop the others. It travels under a plain name, its own goes beside it.
    const send = (file, kind, progress) =>
      new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        const form = new FormData();
        form.append("files", file, `upload${kind}`);
        request.upload.addEventListener("progress", (event) => progress(Math.min(event.loaded, file.size)));
        request.addEventListener("load", () => {
          let said = null;
          try {
            said = JSON.parse(request.responseText);
          } catch {
            // a proxy's own page
          }
          if (request.status === 200 && Array.isArray(said)) resolve(said[0]);
          else reject(String(said?.detail || `was refused (${request.status})`).replace(`upload${kind}: `, ""));
        });
        request.addEventListener("error", () => reject("could not be sent: the connection failed, or it is a folder"));
        request.open("POST", new URL("gradio_api/upload", document.baseURI));
        request.send(form);
      });

    const arrivals = (element, trigger, watch, props) => {
      const { accepted, largest, most } = element.querySelector("section").dataset;
      const kinds = accepted.split(" ");
      const place = element.querySelector("#arrival");
      const input = element.querySelector("input");
      const drop = element.querySelector(".drop");
      let busy = false;

      const shown = (words) => {
        const report = document.createElement("div");
        const line = document.createElement("p");
        report.className = "report";
        line.className = "report-summary";
        line.textContent = words;
        report.append(line);
        place.replaceChildren(report);
        return report;
      };
      const deliver = async (files) => {
        if (!files.length) return;
        if (busy) {
          const note = drop.querySelector(".busy") || document.createElement("p");
          note.className = "busy";
          note.textContent = "Wait for the report on the files before these, then add them.";
          drop.append(note);
          say(note.textContent);
          return;
        }
        if (files.length > Number(most)) {
          const words = `At most ${most} files at once. For more, on the computer that has them: dateline ingest FOLDER`;
          shown(words);
          say(words);
          return;
        }
        busy = true;
        drop.classList.add("taking");
        const brought = { files: [], refused: [] };
        const fit = [];
        for (const file of files) {
          const kind = kinds.findLast((one) => file.name.toLowerCase().endsWith(one));
          const gzip = kind === ".gz" && kinds.find((one) => file.name.toLowerCase().endsWith(one + kind));
          let reason = "";
          if (file.folder) reason = "is a folder: drop the files that are in it";
          else if (!kind || (kind === ".gz" && !gzip)) reason = "a kind of file that is not read";
          else if (file.size > largest * 1048576) reason = `over ${largest} MB, the most that can be uploaded`;
          if (reason) brought.refused.push({ name: file.name, reason });
          else fit.push([file, gzip ? gzip + kind : kind]);
        }
        const total = fit.reduce((sum, [file]) => sum + file.size, 0);
        const report = shown("");
        const bar = document.createElement("progress");
        bar.setAttribute("aria-label", "Sending");
        bar.max = total || 1;
        report.append(bar);
        let before = 0;
        say(`Sending ${fit.length} file${fit.length === 1 ? "" : "s"}`);
        for (const [number, [file, kind]] of fit.entries()) {
          const progress = (bytes) => {
            bar.value = before + bytes;
            const which = fit.length === 1 ? "Sending" : `Sending file ${number + 1} of ${fit.length}`;
            const much = total > 1048576 ? `: ${megabytes(before + bytes)} of ${megabytes(total)} MB` : "";
            report.firstChild.textContent = which + much;
          };
          progress(0);
          try {
            brought.files.push({ path: await send(file, kind, progress), name: file.name });
          } catch (reason) {
            brought.refused.push({ name: file.name, reason: String(reason) });
          }
          before += file.size;
        }
        bar.removeAttribute("value");
        report.firstChild.textContent = "Sent. Taking in…";
        trigger("arrive", { brought: JSON.stringify(brought) });
      };

      actions(element, (act) => {
        if (act === "undated") tell(UNDATED);
        if (act === "dismiss") {
          place.replaceChildren();
          input.focus();
        }
      });
      input.addEventListener("change", () => {
        deliver([...input.files]);
        input.value = ""; // the same file chosen again is a change again
      });
      // Wherever files are dropped, the browser must not leave the page to show them.
      const carries = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
      document.addEventListener("dragover", (event) => {
        if (!carries(event)) return;
        event.preventDefault();
        const here = element.getClientRects().length > 0;
        event.dataTransfer.dropEffect = here ? "copy" : "none";
        drop.classList.toggle("over", here);
      });
      document.addEventListener("dragleave", (event) => event.relatedTarget || drop.classList.remove("over"));
      document.addEventListener("drop", (event) => {
        drop.classList.remove("over");
        if (!carries(event)) return;
        event.preventDefault();
        if (!element.getClientRects().length) return;
        const items = [...event.dataTransfer.items].filter((item) => item.kind === "file");
        const folders = items.map((item) => item.webkitGetAsEntry?.()?.isDirectory);
        deliver([...event.dataTransfer.files].map((file, n) => (folders[n] ? { name: file.name, folder: true } : file)));
      });

      watch("value", () => {
        const { patches, said, ended, changed } = props.value || {};
        if (!patches) return;
        const focused = place.contains(document.activeElement);
        window.Dateline.place(patches);
        if (focused) input.focus();
        say(said);
        if (ended) {
          busy = false;
          drop.classList.remove("taking");
          drop.querySelector(".busy")?.remove();
        }
        if (changed) tell(CHANGED);
      });
    };

    // The forms in the reader: a question before something goes, and no second press while the first is worked on.
    document.addEventListener("click", (event) => {
      const button = event.target.closest?.("[data-reveal], [data-conceal]");
      if (!button) return;
      const { reveal, conceal } = button.dataset;
      const part = document.getElementById(reveal || conceal);
      const opener = reveal ? button : document.querySelector(`[data-reveal="${conceal}"]`);
      part.hidden = !reveal;
      opener.hidden = Boolean(reveal);
      (reveal ? part.querySelector("[data-conceal]") : opener).focus();
      if (reveal) part.scrollIntoView({ block: "nearest" });
    });
    document.addEventListener(
      "submit",
      (event) => {
        const button = event.target.querySelector("[type=submit][data-busy]");
        if (!button) return;
        if (button.getAttribute("aria-disabled")) {
          event.preventDefault();
          event.stopImmediatePropagation();
          return;
        }
        button.setAttribute("aria-disabled", "true");
        button.textContent = button.dataset.busy;
      },
      true,
    );

    return { arrivals, library, CHANGED, STALE, tell };
  })(),
);
