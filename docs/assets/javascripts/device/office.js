/** Word files filled in on the device: a template made by the server beforehand, our lines in place of its samples. */
import { strFromU8, strToU8, unzipSync, zipSync } from "../vendor/fflate.js";

const FIXED = { level: 6, mtime: "1980-01-01T00:00:00" };
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|([^\ud800-\udbff]|^)[\udc00-\udfff]/g;

/** Text as it may stand inside XML. */
export function xml(text) {
  return text
    .replace(LONE, (found, before) => `${before || ""}\ufffd`)
    .replace(CONTROL, "")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}

/** Bytes of a file of this site. */
export async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** A Word file with these lines: [{text, heading}]. The template's first two paragraphs are the samples. */
export function wordFile(template, lines) {
  return refilled(template, "word/document.xml", (written) => {
    const samples = written.match(/<w:p>.*?<\/w:p>|<w:p .*?<\/w:p>/gs);
    const like = (sample, text) => sample.replace(/<w:t[^>]*>.*?<\/w:t>/s, () => `<w:t xml:space="preserve">${xml(text)}</w:t>`);
    const body = lines.map(({ text, heading }) => like(samples[heading ? 0 : 1], text)).join("");
    const start = written.indexOf(samples[0]);
    const end = written.indexOf(samples[1]) + samples[1].length;
    return written.slice(0, start) + body + written.slice(end);
  });
}

/** A zip file with one part written anew. */
export function refilled(template, part, write) {
  const parts = unzipSync(template);
  parts[part] = strToU8(write(strFromU8(parts[part])));
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, data]) => [name, [data, FIXED]])));
}

/** A workbook with these rows in its first sheet: numbers as numbers, everything else as text, the first row in the template's bold style. */
export function excelFile(template, rows) {
  return refilled(template, "xl/worksheets/sheet1.xml", (written) => {
    const style = (/<c r="A1" s="(\d+)"/.exec(written) || ["", "0"])[1];
    const body = rows.map((row, at) => `<row r="${at + 1}">${row.map((value, i) => cell(`${column(i)}${at + 1}`, value, at ? "0" : style)).join("")}</row>`).join("");
    const last = `${column(rows[0].length - 1)}${rows.length}`;
    return written
      .replace(/<sheetData>.*<\/sheetData>/s, () => `<sheetData>${body}</sheetData>`)
      .replace(/<dimension ref="[^"]*"\/>/, `<dimension ref="A1:${last}"/>`);
  });
}

const column = (index) => String.fromCharCode(65 + index);

function cell(place, value, style) {
  return typeof value === "number"
    ? `<c r="${place}" s="${style}"><v>${value}</v></c>`
    : `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xml(String(value))}</t></is></c>`;
}
