// Every engine, the same policy, the same cases, one run, one markdown table.
// usage: node run.mjs [rounds = 7] [timed ms per round = 500] [only adapters whose file name contains this]
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { POLICIES, handwritten, makeCases } from './cases.mjs';

const [rounds = 7, budget = 500, only = ''] = process.argv.slice(2);
const root = import.meta.dirname;
const median = (xs) => [...xs].sort((a, b) => a - b)[xs.length >> 1];
const reviews = Object.values(POLICIES).reduce((n, p) => n + makeCases().filter((f) => handwritten(p)(f).status === 'review').length, 0);

/** Bytes a browser loads: the adapter bundled with its engine and policy, plus any .wasm; each file compressed alone. */
async function bytes(file, { browser = true, browserEntry, wasm = [] }) {
  if (!browser) return null;
  const { outputFiles } = await build({
    ...(browserEntry ? { stdin: { contents: `export * from '${browserEntry}'`, resolveDir: root } } : { entryPoints: [`${root}/adapters/${file}`] }),
    bundle: true, minify: true, format: 'esm', platform: 'browser', write: false, logLevel: 'error', external: ['node:*'], loader: { '.wasm': 'empty' },
  });
  const files = [outputFiles[0].contents, ...wasm.map((path) => readFileSync(`${root}/${path}`))];
  const total = (size) => files.reduce((sum, content) => sum + size(content), 0);
  return [
    total((c) => c.length),
    total((c) => gzipSync(c, { level: 9 }).length),
    total((c) => brotliCompressSync(c, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: c.length } }).length),
  ];
}

const engines = [];
for (const file of readdirSync(`${root}/adapters`).filter((f) => f.endsWith('.mjs') && f.includes(only))) {
  const adapter = await import(`./adapters/${file}`);
  engines.push({ adapter, file, runs: [], size: await bytes(file, adapter) });
}

for (let round = 0; round < rounds; round++)
  for (const e of engines) {
    const child = spawnSync(process.execPath, ['--no-warnings', 'one.mjs', e.file.slice(0, -4), budget, ...(round ? [] : ['check'])], { cwd: root, encoding: 'utf8' });
    if (child.status !== 0) throw new Error(`${e.file}\n${child.stderr}`);
    e.runs.push(JSON.parse(child.stdout));
  }

const ns = (x) => (x < 10 ? x.toFixed(1) : Math.round(x).toLocaleString('en'));
const ratio = (x) => `${x < 10 ? x.toFixed(1) : Math.round(x).toLocaleString('en')}x`;
const kb = (x) => (x / 1000).toFixed(x < 10_000 ? 1 : 0);
const percent = (n) => `${((100 * n) / reviews).toFixed(0)}%`;
const timed = (xs, limit) => `${ns(median(xs))} (${ns(Math.min(...xs))}) | ${limit ? ratio(median(xs) / limit) : '-'}`;
const print = (rows) => rows.sort((a, b) => a[0] - b[0]).forEach(([, line]) => console.log(line));

console.log(`${cpus()[0].model}, ${cpus().length} cores, load ${loadavg()[0].toFixed(1)}; Node ${process.version}; ${rounds} interleaved rounds, median (best).`);
console.log(`Every engine agreed with the oracle on 10,000 cases x ${Object.keys(POLICIES).length} policy variants.\n`);
console.log('| engine | ns per decision | vs hand-written | cold start ms | raw kB | gzip kB | brotli kB | partial refunds not exact | notes |');
console.log('|---|---|---|---|---|---|---|---|---|');
const limitJs = median(engines.find((e) => e.file === 'handwritten-js.mjs')?.runs.map((r) => r.ns) ?? [NaN]);
print(engines.map(({ adapter, runs, size }) => {
  const xs = runs.map((r) => r.ns);
  return [median(xs), `| ${adapter.name}${adapter.isAsync ? ' (async)' : ''} | ${timed(xs, limitJs)} JS | ${median(runs.map((r) => r.coldMs)).toFixed(1)} | ${size ? size.map(kb).join(' | ') : '- | - | -'} | ${percent(runs[0].inexact)} | ${adapter.notes ?? ''} |`];
}));
