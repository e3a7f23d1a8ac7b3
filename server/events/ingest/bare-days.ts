import type { EntityManager } from 'typeorm';
import { FIRST_DAY, instantOf } from '../../platform/index.js';
import type { IncomingEvent } from '../event.js';

const BARE_DAY = /^\d{4}-\d\d-\d\d$/;

/** Whether an event states its day and no time. */
export const isBareDay = (time: unknown): time is string =>
  typeof time === 'string' && BARE_DAY.test(time.trim());

/** When days begin in the time zone of a workspace, by ISO day. */
export type DayBeginnings = ReadonlyMap<string, Date>;

/** Of the days that events state without a time: at midnight UTC many would count on the day before. */
export async function dayBeginnings(
  manager: EntityManager,
  workspaceId: string,
  events: readonly IncomingEvent[],
): Promise<DayBeginnings> {
  const stated = events.map(({ occurredAt }) => occurredAt).filter(isBareDay);
  const days = [...new Set(stated.map((day) => day.trim()))].filter(isCounted);
  if (days.length === 0) return new Map();
  const rows: { day: string; beginning: Date }[] = await manager.query(BEGINNINGS, [workspaceId, days]);
  return new Map(rows.map(({ day, beginning }) => [day, beginning]));
}

/** Another day is refused without its beginning, which PostgreSQL may not even know. */
const isCounted = (day: string): boolean => day >= FIRST_DAY && instantOf(day) !== null;

const BEGINNINGS = `
  SELECT day, day::timestamp AT TIME ZONE workspaces.time_zone AS beginning
  FROM workspaces, unnest($2::text[]) AS day WHERE workspaces.id = $1`;
