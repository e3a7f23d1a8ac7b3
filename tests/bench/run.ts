import { arch, availableParallelism, cpus, loadavg, totalmem, type } from 'node:os';
import { benchImports } from './imports.js';
import { benchIngest } from './ingest.js';
import { benchLift } from './lift.js';
import { benchPerfusion } from './perfusion/perfusion.js';
import { type Product, withProduct } from './product.js';
import { aimAbove, type Finding, perSecond, thousands, toMarkdown } from './report.js';
import { benchRequestRate } from './request-rate.js';
import { benchStart } from './start.js';

const INGEST_AIM = 0.35;
const EVENTS_PER_REQUEST = [100, 1_000];

/** `npm run bench [name...]`: every benchmark, or those named, one after the other. */
const BENCHMARKS: Readonly<Record<string, () => Promise<Finding>>> = {
  ingest: () => withProduct(ingest),
  imports: () => withProduct(imports),
  lift: benchLift,
  start: benchStart,
  requests: benchRequestRate,
  perfusion: benchPerfusion,
};

async function ingest(product: Product): Promise<Finding> {
  const results = [];
  for (const count of EVENTS_PER_REQUEST) results.push(await benchIngest(product, count));
  return {
    sizes:
      'Ingest: medians of 5 rounds of 40 requests into a growing table; every request is on disk before it is answered.',
    lines: results.map(({ eventsPerRequest, endToEnd, raw, ratio }) => ({
      what: `\`POST /v1/batch\`, ${thousands(eventsPerRequest)} events a request`,
      measured: perSecond(endToEnd, 'events'),
      limit: `\`INSERT ... SELECT unnest ... ON CONFLICT\` of the same rows: ${perSecond(raw, 'events')}`,
      ratio: ratio.toFixed(2),
      aim: aimAbove(INGEST_AIM, ratio, `>= ${INGEST_AIM}`),
    })),
  };
}

async function imports(product: Product): Promise<Finding> {
  const { rowCount, endToEnd, raw } = await benchImports(product);
  return {
    sizes: `Imports: one file of ${thousands(rowCount)} daily counts of 2,000 items, each chunk of 2,000 rows on disk with its rollups.`,
    lines: [
      {
        what: 'import of a CSV of counts',
        measured: perSecond(endToEnd, 'rows'),
        limit: `\`COPY\` of the same rows: ${perSecond(raw, 'rows')}`,
        ratio: (endToEnd / raw).toFixed(3),
      },
    ],
  };
}

async function machine(): Promise<string> {
  const processor = cpus()[0]?.model ?? arch();
  const memory = Math.round(totalmem() / 2 ** 30);
  const load = loadavg()[0]!.toFixed(1);
  const postgres = await withProduct(postgresVersion);
  return `${processor}, ${availableParallelism()} cores, ${memory} GiB, ${type()}; Node ${process.version}, PostgreSQL ${postgres}; load before the run ${load}.`;
}

async function postgresVersion({ dataSource }: Product): Promise<string> {
  const [{ server_version }] = await dataSource.query('SHOW server_version');
  return server_version;
}

async function run(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !(name in BENCHMARKS));
  if (unknown.length > 0) {
    const known = Object.keys(BENCHMARKS).join(', ');
    throw new Error(`There is no benchmark ${unknown.join(', ')}: choose from ${known}`);
  }
  process.stdout.write(`${await machine()}\n\n`);
  const findings: Finding[] = [];
  for (const [name, bench] of Object.entries(BENCHMARKS)) {
    if (names.length > 0 && !names.includes(name)) continue;
    process.stderr.write(`${name} ...\n`);
    findings.push(await bench());
  }
  process.stdout.write(
    `${toMarkdown(findings)}\n- Load of the machine after the run: ${loadavg()[0]!.toFixed(1)}.\n`,
  );
}

await run(process.argv.slice(2));
