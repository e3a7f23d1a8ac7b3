import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import {
  CsvQuoting,
  fileSource,
  IMPORT_FIELDS,
  IMPORT_LIMITS,
  ImportKind,
  NumberFormat,
  withHints,
} from '../imports/index.js';
import { conflict, OPERATOR } from '../platform/index.js';
import type { WithToile } from './command.js';
import { importFieldsText } from './import-fields-text.js';
import { addImportHistory } from './import-history.js';
import { importProgressBar } from './import-progress-bar.js';
import { importReportText } from './import-report-text.js';

interface ImportOptions {
  readonly map: readonly string[];
  readonly workspace?: string;
  readonly dryRun?: boolean;
  readonly again?: boolean;
  readonly rejects?: string;
  readonly delimiter?: string;
  readonly quoting?: string;
  readonly dateFormat?: string;
  readonly numberFormat?: string;
  readonly images?: string;
  readonly json?: boolean;
}

const HELP = `
A file is CSV (any delimiter), NDJSON or Parquet. A column is bound to a field with --map, once a field:
  --map store=shop_name                        the field takes the column
  --map origin=gender:F=AI_GENERATED,M=HUMAN_DESIGNED   and translates its values (* stands for any other)
  --map currency:=EUR                          the same value in all rows
A field without a map takes the column of its own name. Try it first with --dry-run.

A CSV in which a quoted cell seems to have swallowed rows is refused: --quoting none reads a file that does not quote its
cells, as most databases write them; --quoting quoted trusts the quotation marks.

Numbers may have thousands separators. A file whose numbers can be read in two ways, e.g. 1.000, is refused until
--number-format says how. An amount may have the sign or code of its currency before or after it. Days and times of another
form than 2026-01-31 and 2026-01-31T09:30:00Z need --date-format; after a day, a time of day may follow in events.
Times without a zone are UTC.

An import that was stopped goes on where it stopped when the same command is given again.
${IMPORT_LIMITS}`;

const COUNTS_HELP = `
Stores and items that do not exist are added. A row replaces the total stated before for its store, item, scenario
and day.

Examples:
  toile import counts FILE
  toile import counts FILE --dry-run --map store=shop --map item=sku --map day=date --date-format dd-mm-yyyy`;

const EVENTS_HELP = `
The items must exist. A row without an id is named by what it says: rows that are alike are one event, so that
importing a file twice changes nothing. With other settings rows may get other names, so that the file is refused
without --again. A row whose id an earlier event of its visitor has is rejected if it says something else; the same id
of another visitor is another event.

Examples:
  toile import events FILE --rejects rejects.csv
  toile import events FILE --map kind=event --map visitor=user_pseudo_id --map time=timestamp --map item=item_id`;

const ITEMS_HELP = `
With --images, the image of an item is the file that the field image names, else the file named like the item.

Examples:
  toile import items FILE --map item=sku --map origin:=HUMAN_DESIGNED
  toile import items FILE --images FOLDER`;

/** `toile import counts|events|items FILE`, and what became of the files: `list|revert`. */
export function importCommand(program: Command, withToile: WithToile): void {
  const group = program
    .command('import')
    .description('Bring in a file of counts, events or items, or take one back');
  const add = (name: string, kind: ImportKind, description: string) => {
    const command = fileCommand(name, description);
    command.addHelpText('after', importFieldsText(IMPORT_FIELDS[kind]));
    command.action((file: string, options: ImportOptions) => runImport(withToile, { kind, file, options }));
    group.addCommand(command);
    return command;
  };
  add('counts', ImportKind.COUNTS, 'Import totals of items that were counted already')
    .addHelpText('after', COUNTS_HELP)
    .addHelpText('after', HELP);
  add('events', ImportKind.EVENTS, 'Import impressions, clicks, orders and returns, one a row')
    .addHelpText('after', EVENTS_HELP)
    .addHelpText('after', HELP);
  add('items', ImportKind.ITEMS, 'Import a catalogue, with images from a folder')
    .option('--images <folder>', 'folder of images, and those below it')
    .addHelpText('after', ITEMS_HELP)
    .addHelpText('after', HELP);
  addImportHistory(group, withToile);
}

const fileCommand = (name: string, description: string) =>
  new Command(name)
    .description(description)
    .argument('<file>', 'CSV, NDJSON or Parquet')
    .option(
      '--map <map>',
      'bind a field: field=column, field=column:FROM=TO,... or field:=value',
      collected,
      [],
    )
    .option('--workspace <workspace>', 'id or slug; the default workspace otherwise')
    .option('--dry-run', 'say what would happen and change nothing')
    .option('--rejects <file>', 'write the rejected rows with their reasons to a CSV')
    .option(
      '--delimiter <delimiter>',
      'what separates the cells of a CSV; found from the file otherwise',
      unescaped,
    )
    .addOption(
      new Option(
        '--quoting <quoting>',
        'how a CSV uses quotation marks: none if it does not quote its cells, quoted if a quoted cell may hold any lines; checked otherwise',
      ).choices(Object.keys(QUOTING)),
    )
    .option(
      '--date-format <format>',
      'how the file writes days and times: dd-mm-yyyy, epoch-s, epoch-ms, epoch-us, ...; ISO 8601 otherwise',
    )
    .addOption(
      new Option(
        '--number-format <format>',
        'how the file writes numbers: point is 1,234.50, comma is 1.234,50; found from the file otherwise',
      ).choices(Object.keys(NUMBER_FORMATS)),
    )
    .option('--again', 'import the file even if the same file was imported before')
    .option('--json', 'print the report as JSON');

const QUOTING: Readonly<Record<string, CsvQuoting>> = { none: CsvQuoting.NONE, quoted: CsvQuoting.QUOTED };
const NUMBER_FORMATS: Readonly<Record<string, NumberFormat>> = {
  point: NumberFormat.DECIMAL_POINT,
  comma: NumberFormat.DECIMAL_COMMA,
};
const collected = (value: string, earlier: readonly string[]) => [...earlier, value];
const unescaped = (delimiter: string) => delimiter.replace('\\t', '\t');

/** How the file is to be read. */
const settingsOf = ({ map, dateFormat, numberFormat, delimiter, quoting, images }: ImportOptions) => ({
  maps: map,
  dateFormat: dateFormat ?? null,
  numberFormat: chosen(NUMBER_FORMATS, numberFormat),
  delimiter: delimiter ?? null,
  quoting: chosen(QUOTING, quoting),
  imageFolder: images ?? null,
});

/** What a word of an option stands for, which is one of its choices. */
const chosen = <Meaning>(choices: Readonly<Record<string, Meaning>>, word: string | undefined) =>
  word === undefined ? null : choices[word]!;

interface Asked {
  readonly kind: ImportKind;
  readonly file: string;
  readonly options: ImportOptions;
}

async function runImport(withToile: WithToile, { kind, file, options }: Asked): Promise<void> {
  const source = await fileSource(file);
  await withToile(async ({ toile }) => {
    const workspace = await toile.catalog.workspaces.resolve(OPERATOR, options.workspace ?? null);
    const progress = importProgressBar(options.json === true);
    const { dryRun = false, again = false, rejects } = options;
    const report = await toile.imports.files
      .importFile(OPERATOR, {
        ...settingsOf(options),
        kind,
        source,
        workspaceId: workspace.id,
        dryRun,
        again,
        report: progress.update,
        signal: stoppedByPeople(),
        ...(rejects && { takeRejects: (csv) => pipeline(csv, createWriteStream(rejects)) }),
      })
      .catch((error) => {
        throw withHints(error);
      })
      .finally(progress.stop);
    const text = options.json
      ? JSON.stringify(report, null, 2)
      : importReportText(report, { workspace, rejects });
    process.stdout.write(`${text}\n`);
    if (report.rowCount === 0 || (report.acceptedCount === 0 && !report.alreadyImportedAt))
      process.exitCode = 1;
  });
}

/** Ctrl-C ends the import after the chunk it is at; a second one ends the process. */
function stoppedByPeople(): AbortSignal {
  const controller = new AbortController();
  const reason = conflict(
    'Stopped. What was imported stays; give the same command again to go on from there.',
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort(reason));
  return controller.signal;
}
