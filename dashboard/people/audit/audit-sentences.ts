import { counted, ROLE_NAMES, SCOPE_NAMES } from '../../format/words.js';
import type { AuditLogQuery, Role, Scope } from '../../generated/graphql.js';
import { jobName } from '../../jobs/job-state.js';

type StoredEntry = Omit<AuditLogQuery['auditLog']['edges'][number]['node'], '__typename' | 'id' | 'at'>;
type AuditEntry = Omit<StoredEntry, 'subjectType'>;

/** What an entry holds; of one from an earlier version some of it may be absent. */
interface Facts {
  readonly subjectId: string;
  readonly [name: string]: unknown;
}

/** What was done, after the name of who did it. */
type Predicate = (facts: Facts) => string;

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** `store Nord`; without a name, which older entries lack, the id. */
const named =
  (noun: string, key = 'name') =>
  (facts: Facts): string =>
    text(facts[key]) === null ? `${noun} ${facts.subjectId}` : `${noun} “${facts[key]}”`;

const store = named('store');
const workspace = named('workspace');
const item = named('item', 'key');
const view = named('view');
const apiKey = named('API key');
const model = named('model version');
const file = (facts: Facts) => `“${text(facts.fileName) ?? 'a file'}”`;
const person = (facts: Facts) => text(facts.email) ?? `person ${facts.subjectId}`;
const member = (facts: Facts) =>
  text(facts.email) ?? (text(facts.userId) === null ? 'someone' : `person ${facts.userId}`);
const job = ({ kind, subjectId }: Facts) =>
  text(kind) === null ? `job ${subjectId}` : `the job “${jobName(String(kind))}”`;
const roleName = (role: unknown) => ROLE_NAMES[role as Role] ?? String(role);

/** The server's words with roles as people call them. */
const withRoleNames = (message: string): string => message.replace(/\b[A-Z]+(?:_[A-Z]+)*\b/gu, roleName);

const did =
  (verb: string, subject: (facts: Facts) => string): Predicate =>
  (facts) =>
    `${verb} ${subject(facts)}`;

const withLink = ({ byLink }: Facts) => (byLink === true ? ' with a one-time link' : '');

function addedPerson(facts: Facts): string {
  return facts.role === undefined
    ? `added ${person(facts)}`
    : `added ${person(facts)} as ${roleName(facts.role)}`;
}

function changedPerson(facts: Facts): string {
  const { name, role, disabled } = facts;
  const changes = [
    text(name) !== null && `set the name of ${person(facts)} to “${name}”`,
    role != null && `gave ${person(facts)} the role ${roleName(role)}`,
    disabled === true && `disabled ${person(facts)}`,
    disabled === false && `enabled ${person(facts)}`,
  ].filter((change) => change !== false);
  return changes.length > 0 ? changes.join(' and ') : `changed ${person(facts)}`;
}

function addedKey(facts: Facts): string {
  const scopes = Array.isArray(facts.scopes) ? facts.scopes : [];
  const rights = scopes.map((scope) => SCOPE_NAMES[scope as Scope] ?? String(scope)).join(', ');
  return `made ${apiKey(facts)}${rights && ` (${rights})`}`;
}

function finishedImport(facts: Facts): string {
  const { rowCount, rejectedCount } = facts;
  if (typeof rowCount !== 'number' || typeof rejectedCount !== 'number') return `imported ${file(facts)}`;
  return `imported ${file(facts)}: ${counted(rowCount, 'row')}, ${rejectedCount.toLocaleString('en')} rejected`;
}

/** Of something whose name may have changed. */
const renamed =
  (noun: string, subject: (facts: Facts) => string): Predicate =>
  (facts) => {
    const { before } = facts as { before?: { name?: unknown } };
    const former = text(before?.name);
    return former === null
      ? `changed ${subject(facts)}`
      : `renamed ${noun} “${former}” to “${text(facts.name)}”`;
  };

const deletedContents = (facts: Facts): string => {
  const kinds =
    facts.slug === undefined ? (['items', 'events'] as const) : (['stores', 'items', 'events'] as const);
  const parts = kinds.flatMap((what) =>
    typeof facts[what] === 'number' ? counted(facts[what], what.slice(0, -1)) : [],
  );
  return parts.length > 0 ? `, with ${parts.join(', ')}` : '';
};

/** By action, as the server names it. */
export const PREDICATES: Readonly<Record<string, Predicate>> = {
  'apiKey.add': addedKey,
  'apiKey.revoke': did('revoked', apiKey),
  'demo.load': () => 'loaded the demo workspace',
  'demo.remove': () => 'removed the demo workspace',
  'demo.request': () => 'asked for the demo workspace',
  'import.begin': did('began to import', file),
  'import.finish': finishedImport,
  'import.request': (facts) =>
    facts.dryRun === true ? `tried the import of ${file(facts)}` : `asked for the import of ${file(facts)}`,
  'import.requestRevert': did('asked to revert the import of', file),
  'import.revert': did('reverted the import of', file),
  'item.add': did('added', item),
  'item.change': did('changed', item),
  'job.cancel': did('cancelled', job),
  'job.retry': did('started again', job),
  'liftView.delete': did('deleted', view),
  'liftView.rename': renamed('view', view),
  'liftView.save': did('saved', view),
  'model.archive': did('archived', model),
  'model.import': (facts) => `asked for the import of model “${text(facts.name) ?? facts.subjectId}”`,
  'model.promote': (facts) => `put ${model(facts)} into production`,
  'model.register': did('registered', model),
  'model.remove': did('removed', model),
  'model.roll-back': (facts) => `rolled back from ${model(facts)}`,
  'permission.refuse': (facts) =>
    `was refused ${facts.subjectId}${text(facts.message) === null ? '' : `: ${withRoleNames(String(facts.message))}`}`,
  'rollups.rebuild': (facts) => `counted the daily totals of ${workspace(facts)} again`,
  'signIn.fail': (facts) =>
    facts.byLink === true
      ? 'tried a sign-in link that does not work'
      : `failed to sign in as ${facts.subjectId}`,
  'signIn.limit': (facts) =>
    facts.byLink === true
      ? 'was stopped after too many sign-in links that do not work'
      : `was stopped after too many tries to sign in as ${facts.subjectId}`,
  'store.add': did('added', store),
  'store.addMember': (facts) => `gave ${member(facts)} access to ${store(facts)}`,
  'store.change': renamed('store', store),
  'store.delete': (facts) => `deleted ${store(facts)}${deletedContents(facts)}`,
  'store.removeMember': (facts) => `took access to ${store(facts)} from ${member(facts)}`,
  'store.requestDelete': did('asked to delete', store),
  'user.add': addedPerson,
  'user.change': changedPerson,
  'user.issueSignInLink': (facts) => `made a one-time sign-in link for ${person(facts)}`,
  'user.setPassword': (facts) => `set a new password${facts.byLink === true ? ' after a one-time link' : ''}`,
  'user.signIn': (facts) => `signed in${withLink(facts)}`,
  'workspace.add': did('added', workspace),
  'workspace.change': (facts) => `changed the settings of ${workspace(facts)}`,
  'workspace.delete': (facts) => `deleted ${workspace(facts)}${deletedContents(facts)}`,
  'workspace.requestDelete': did('asked to delete', workspace),
};

/** How a sentence begins: with the name that an account had then. */
export function actorWords({ actorKind, actorName }: Pick<AuditEntry, 'actorKind' | 'actorName'>): string {
  if (actorKind === 'operator') return 'The operator';
  if (actorKind === 'anonymous') return 'Someone who was not signed in';
  return actorKind === 'key' ? `API key “${actorName}”` : actorName;
}

/** What an entry says, `ada@example.com deleted store “Nord”`. An action that is unknown here is named as it is. */
export function auditSentence(entry: AuditEntry): string {
  const facts: Facts = { ...JSON.parse(entry.detailsJson), subjectId: entry.subjectId };
  const predicate = PREDICATES[entry.action]?.(facts) ?? `did ${entry.action} to ${entry.subjectId}`;
  return `${actorWords(entry)} ${predicate}`;
}

/** All that is stored with an entry, one `name: value` a line. */
export function auditDetails({
  action,
  actorKind,
  actorName,
  subjectType,
  subjectId,
  detailsJson,
}: StoredEntry) {
  const details: Readonly<Record<string, unknown>> = JSON.parse(detailsJson);
  return [
    `action: ${action}`,
    `by: ${actorKind} ${actorName}`,
    `subject: ${subjectType} ${subjectId}`,
    ...Object.entries(details).map(
      ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
    ),
  ].join('\n');
}
