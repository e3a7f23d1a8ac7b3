import { createHash } from 'node:crypto';
import { instantOf } from '../../platform/index.js';
import type { MappedRecord } from '../mapping/column-mapping.js';
import type { EventField } from './event-fields.js';
import { kindOf } from './event-kinds.js';

/** Adding a field would rename every row: files that were imported before would count twice. */
const NAMING_FIELDS: ReadonlySet<string> = new Set<EventField>([
  'kind',
  'time',
  'visitor',
  'item',
  'store',
  'scenario',
  'list',
  'position',
  'quantity',
  'amount',
  'currency',
  'order',
  'id',
]);

/** The name of an event whose row has no id: the same for rows that say the same, also in other spellings. */
export function contentName(record: MappedRecord<EventField>): string {
  const naming = Object.entries(spelledAlike(record)).filter(([field]) => NAMING_FIELDS.has(field));
  return createHash('sha256').update(JSON.stringify(naming.sort())).digest('hex');
}

const spelledAlike = (record: MappedRecord<EventField>): MappedRecord<EventField> => ({
  ...record,
  kind: kindOf(record.kind).toUpperCase(),
  time: timeOf(record.time),
  scenario: record.scenario.toUpperCase(),
  currency: record.currency.toUpperCase(),
});

/** As `2026-01-31T09:30:00Z`, with a fraction only if it is not zero; a day stays a day. */
function timeOf(written: string): string {
  const instant = written.includes(':') ? instantOf(written) : null;
  return instant === null ? written : new Date(instant).toISOString().replace('.000Z', 'Z');
}
