/**
 * Copying that also works where the clipboard is closed to pages (WeChat): clipboard, then the old command, then the
 * text is left selected and the reader is told to press and hold. Returns what to tell the reader.
 */
const DONE = "已复制。";
const BY_HAND = "这里不能自动复制：文字已选中，请长按后点“复制”。";

/** Copy the words of an element that is shown on the page: its text, its value if it is a field, its cells if it is a table. */
export async function copyFrom(element) {
  const text = wordsOf(element);
  try {
    await navigator.clipboard.writeText(text);
    return DONE;
  } catch (error) {
    select(element);
    return command() ? DONE : BY_HAND;
  }
}

/** A table as spreadsheets take it: its title, then a line for each row, the cells parted by tabs. */
function wordsOf(element) {
  if ("value" in element) return element.value;
  if (!element.matches("table")) return element.textContent;
  const rows = [...element.querySelectorAll("tr:not([aria-hidden])")];
  const lines = rows.map((row) => [...row.children].map((cell) => cell.textContent.trim()).join("\t"));
  return [element.querySelector("caption strong").textContent, ...lines].join("\n");
}

function select(element) {
  if ("select" in element) {
    element.select();
    return;
  }
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

function command() {
  try {
    return document.execCommand("copy");
  } catch (error) {
    return false;
  }
}
