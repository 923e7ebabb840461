/** Files made on the device and handed to the browser's own download; nothing is sent anywhere. */

/** Hand over bytes or text as a file; what to tell the reader. */
export function save(name, type, data) {
  const address = URL.createObjectURL(new Blob([data], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  return inWeChat()
    ? "微信里存不了文件。请用“复制全文”，或者点右上角，在浏览器里打开这一页。"
    : `已交给浏览器下载：${name}`;
}

/** A name that every system takes; neutral enough for a list of downloads. */
export function fileName(words, end) {
  return `${words.replace(/[\\/:*?"<>|\s]+/g, "").slice(0, 40) || "文件"}.${end}`;
}

function inWeChat() {
  return /MicroMessenger/i.test(navigator.userAgent);
}
