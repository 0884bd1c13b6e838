// Prints the first sheet of each file named as JSON: rows of cells, each null, a text, a number, or {"formula", "link"}.
const fs = require("fs");
const XLSX = require("xlsx");

function cellOf(sheet, row, column) {
  const cell = sheet[XLSX.utils.encode_cell({ r: row, c: column })];
  if (cell === undefined || cell.t === "z") return null;
  if (cell.f !== undefined || cell.l !== undefined) return { formula: cell.f ?? null, link: cell.l ?? null };
  return cell.v;
}

function rowsOf(path) {
  const data = fs.readFileSync(path);
  const text = /\.[ct]sv$/.test(path);
  const FS = path.endsWith(".tsv") ? "\t" : ",";
  const book = text
    ? XLSX.read(data.toString("utf8").replace(/^\ufeff/, ""), { type: "string", raw: true, FS })
    : XLSX.read(data, { type: "buffer", cellFormula: true });
  const sheet = book.Sheets[book.SheetNames[0]];
  const range = XLSX.utils.decode_range(sheet["!ref"]);
  const rows = [];
  for (let row = 0; row <= range.e.r; row++) {
    rows.push(Array.from({ length: range.e.c + 1 }, (_, column) => cellOf(sheet, row, column)));
  }
  return { name: book.SheetNames[0], rows };
}

process.stdout.write(JSON.stringify(process.argv.slice(2).map(rowsOf)));
