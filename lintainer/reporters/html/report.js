"use strict";
// Filters what is shown; without scripts all of it is.
(() => {
  const form = document.querySelector(".bar form");
  if (!form) return;
  form.hidden = false;
  const findings = [...document.querySelectorAll(".finding")];
  const none = document.getElementById("none");
  const shown = document.getElementById("shown");
  const texts = new Map(findings.map((one) => [one, one.textContent.toLowerCase()]));
  const apply = () => {
    const severities = new Set([...form.querySelectorAll("input[name=severity]:checked")].map((box) => box.value));
    const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const policy = form.elements.policy.value;
    let count = 0;
    for (const one of findings) {
      const file = one.closest(".file").dataset.name.toLowerCase();
      const who = one.closest(".workload").dataset.name.toLowerCase();
      const all = texts.get(one);
      const fits = severities.has(one.dataset.severity)
        && (!policy || one.dataset.policies.split(" ").includes(policy))
        && words.every((word) => all.includes(word) || file.includes(word) || who.includes(word));
      one.hidden = !fits;
      count += fits ? 1 : 0;
    }
    for (const box of document.querySelectorAll(".workload, .file")) {
      box.hidden = !box.querySelector(".finding:not([hidden])");
    }
    none.hidden = count > 0;
    shown.textContent = count === findings.length ? "" : `${count} of ${findings.length} shown`;
  };
  form.addEventListener("input", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
})();
