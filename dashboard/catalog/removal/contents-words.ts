import { counted } from '../../format/words.js';
import type { ContentsFragment } from '../../generated/graphql.js';

/** What is deleted with a store or a workspace, a line for each kind of which there is any. */
export const contentLines = (what: 'store' | 'workspace', contents: ContentsFragment): string[] =>
  NOUNS.filter(([kind]) => contents[kind] > 0 && !(what === 'store' && kind === 'stores')).map(
    ([kind, one, many]) => counted(contents[kind], one, many),
  );

const NOUNS = [
  ['stores', 'store'],
  ['items', 'item'],
  ['events', 'event'],
  ['importedTotals', 'imported total'],
  ['modelRuns', 'model run, with its job', 'model runs, with their jobs'],
  ['members', 'membership of a merchant', 'memberships of merchants'],
  ['imports', 'report of an imported file', 'reports of imported files'],
  ['apiKeys', 'API key, which stops working', 'API keys, which stop working'],
  ['liftViews', 'saved view of the lift', 'saved views of the lift'],
] as const satisfies readonly (readonly [keyof ContentsFragment, string, string?])[];

/** Whether a person typed the name; several spaces count as one, as pages show them. */
export const isConfirmed = (name: string, typed: string): boolean => plain(typed) === plain(name);

const plain = (text: string) => text.normalize('NFC').trim().replace(/\s+/gu, ' ');
