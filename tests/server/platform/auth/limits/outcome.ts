import { randomUUID } from 'node:crypto';
import { OPERATOR, Role } from '../../../../../server/platform/index.js';
import { answerOf, type useServer } from '../../../../support/product/serve.js';

export const PASSWORD = 'a long enough hunter2';

/** What came of an attempt. */
export interface Outcome {
  readonly status: number;
  /** `OK`, or the code of the error. */
  readonly code: string;
  /** In seconds; 0 without one. */
  readonly retryAfter: number;
  readonly errors: readonly { readonly extensions?: Readonly<Record<string, unknown>> }[];
  readonly cookie: string;
}

export async function outcomeOf(response: Response): Promise<Outcome> {
  const { errors = [] } = await answerOf(response);
  return {
    status: response.status,
    code: String(errors[0]?.extensions?.code ?? 'OK'),
    retryAfter: Number(response.headers.get('retry-after')),
    errors,
    cookie: response.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; '),
  };
}

export const newEmail = () => `${randomUUID()}@example.com`;

/** A person with the password. @returns their email */
export async function addPerson({ toile: { toile } }: ReturnType<typeof useServer>): Promise<string> {
  const email = newEmail();
  await toile.people.users.addWithPassword(OPERATOR, { email, role: Role.PM }, PASSWORD);
  return email;
}
