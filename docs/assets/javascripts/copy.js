/**
 * Copying that also works where the clipboard is closed to pages (WeChat): clipboard, then the old command, then the
 * text is left selected and the reader is told to press and hold. Returns what to tell the reader.
 */
const DONE = "已复制。";
const BY_HAND = "这里不能自动复制：文字已选中，请长按后点“复制”。";

/** Copy the words of an element that is shown on the page (its text, or its value if it is a field). */
export async function copyFrom(element) {
  const text = "value" in element ? element.value : element.textContent;
  try {
    await navigator.clipboard.writeText(text);
    return DONE;
  } catch (error) {
    select(element);
    return command() ? DONE : BY_HAND;
  }
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
