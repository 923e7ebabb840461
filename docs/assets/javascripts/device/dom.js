/** Elements of the tools. Whatever a reader typed becomes text, never markup. */

/** An element with properties and children; `aria` sets attributes that have no property in older engines. */
export function make(tag, properties = {}, ...children) {
  const { aria, ...own } = properties;
  const element = Object.assign(document.createElement(tag), own);
  for (const name of Object.keys(aria || {})) element.setAttribute(name, aria[name]);
  element.append(...children);
  return element;
}

/** A button that does something. */
export function button(text, action, className = "btn") {
  const made = make("button", { type: "button", className, textContent: text });
  made.addEventListener("click", action);
  return made;
}

/** A line that screen readers read out when it changes. */
export function statusLine() {
  return make("p", { className: "soft", aria: { role: "status" } });
}

/** A field with its label above it: `input` is an input, select or textarea. */
export function field(label, input, hint = "") {
  const under = hint ? [make("span", { className: "soft small", textContent: hint })] : [];
  input.autocomplete = "off";
  return make("p", { className: "field" }, make("label", {}, label, ...under, input));
}

/** A tick box with its words behind it. */
export function tick(label, input) {
  return make("label", { className: "tick-label" }, input, label);
}

/** A select of [value, word] pairs. */
export function select(pairs, value = "") {
  const made = make("select", { autocomplete: "off" });
  for (const [key, word] of pairs) made.append(make("option", { value: key, textContent: word }));
  made.value = value;
  return made;
}

/** What the page carries as data under this id; its tables hold nothing but what was written into them. */
export function dataOf(id) {
  return JSON.parse(document.getElementById(id).textContent, (key, value) =>
    (value && typeof value === "object" && !Array.isArray(value) ? Object.assign(Object.create(null), value) : value));
}
