// How does sharp do it, four photos at a time? `node sharp_four.cjs OUTDIR MARK.png FILES...`
"use strict";

const path = require("node:path");
const sharp = require("sharp");

const SIDE = 1000;
const AT_A_TIME = 4;
const [out, mark, ...files] = process.argv.slice(2);

async function make(file) {
  await sharp(file)
    .rotate() // upright, by its EXIF
    .resize(SIDE, SIDE, { fit: "contain", background: "white" })
    .composite([{ input: mark, left: 30, top: 30 }])
    .jpeg({ quality: 85 })
    .toFile(path.join(out, path.basename(file)));
}

async function worker() {
  while (files.length > 0) await make(files.pop());
}

Promise.all(Array.from({ length: AT_A_TIME }, worker)).catch((fault) => {
  console.error(fault);
  process.exit(1);
});
