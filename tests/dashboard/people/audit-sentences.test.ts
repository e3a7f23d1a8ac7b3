import { describe, expect, it } from '@jest/globals';
import { auditDetails, auditSentence, PREDICATES } from '../../../dashboard/people/audit/audit-sentences.js';
import { AUDIT_ACTIONS } from '../../../server/platform/auth/audit/audit-action.js';

const entry = (action: string, details: object = {}, facts: object = {}) => ({
  ...{ action, actorKind: 'user', actorName: 'ada@example.com', subjectType: 'Store', subjectId: '7' },
  detailsJson: JSON.stringify(details),
  ...facts,
});
const sentence = (...facts: Parameters<typeof entry>) => auditSentence(entry(...facts));

describe('the audit log', () => {
  it('has a sentence for every action that the server may note, and for no other', () => {
    expect(Object.keys(PREDICATES).sort()).toEqual([...AUDIT_ACTIONS].sort());
  });

  it.each(AUDIT_ACTIONS)('says %s in words, also of an entry without details', (action) => {
    const words = sentence(action);

    expect(words).toMatch(/^ada@example\.com [a-z]/);
    expect(words).not.toMatch(/undefined|null|NaN|\[object/);
    expect(words).not.toContain(action);
  });

  it.each([
    [
      'store.delete',
      { name: 'Nord', items: 1, events: 1204 },
      'deleted store “Nord”, with 1 item, 1,204 events',
    ],
    ['store.change', { name: 'Nord', before: { name: 'Sud' } }, 'renamed store “Sud” to “Nord”'],
    ['store.addMember', { name: 'Nord', email: 'b@x.org' }, 'gave b@x.org access to store “Nord”'],
    ['user.add', { email: 'b@x.org', role: 'PM' }, 'added b@x.org as Product manager'],
    [
      'user.change',
      { email: 'b@x.org', role: 'ADMIN', disabled: false },
      'gave b@x.org the role Administrator and enabled b@x.org',
    ],
    ['user.signIn', { byLink: true }, 'signed in with a one-time link'],
    [
      'permission.refuse',
      { message: 'This needs the role ADMIN or ML_ENGINEER' },
      'was refused 7: This needs the role Administrator or ML engineer',
    ],
    [
      'apiKey.add',
      { name: 'shop', scopes: ['READ', 'EVENTS_WRITE'] },
      'made API key “shop” (Read results, Send events)',
    ],
    [
      'import.finish',
      { fileName: 'a.csv', rowCount: 1000, rejectedCount: 3 },
      'imported “a.csv”: 1,000 rows, 3 rejected',
    ],
    ['import.request', { fileName: 'a.csv', dryRun: true }, 'tried the import of “a.csv”'],
    ['job.cancel', { kind: 'train-model' }, 'cancelled the job “Train a model”'],
    ['model.promote', { name: 'Tiny' }, 'put model version “Tiny” into production'],
    ['thing.grow', {}, 'did thing.grow to 7'],
  ])('says of %s %j what was done to what', (action, details, words) => {
    expect(sentence(action, details)).toBe(`ada@example.com ${words}`);
  });

  it.each([
    ['operator', 'operator', 'The operator'],
    ['key', 'shop', 'API key “shop”'],
    ['anonymous', 'anonymous', 'Someone who was not signed in'],
  ])('names who acts as %s', (actorKind, actorName, words) => {
    expect(sentence('demo.load', {}, { actorKind, actorName })).toBe(`${words} loaded the demo workspace`);
  });

  it('keeps all that is stored for those who ask', () => {
    expect(auditDetails(entry('store.add', { name: 'Nord', attributes: [{ name: 'country' }] }))).toBe(
      [
        'action: store.add',
        'by: user ada@example.com',
        'subject: Store 7',
        'name: Nord',
        'attributes: [{"name":"country"}]',
      ].join('\n'),
    );
  });
});
