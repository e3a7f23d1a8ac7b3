import { beforeAll, expect, it } from '@jest/globals';
import { OPERATOR, Role, type Viewer } from '../../../../server/platform/index.js';
import { useToile } from '../../../support/execute.js';

const toile = useToile();
const SET_PASSWORD = 'mutation ($input: SetPasswordInput!) { setPassword(input: $input) { hasPassword } }';

/** Somebody without a password, who need not give the old one. */
async function addAda(domain: string): Promise<Viewer> {
  const input = { email: `ada.lovelace@${domain}`, name: 'Ada Lovelace', role: Role.PM };
  const { user } = await toile.toile.people.users.add(OPERATOR, input);
  return { kind: 'user', userId: user.id, email: input.email, role: Role.PM };
}

let ada: Viewer;
beforeAll(async () => {
  ada = await addAda('weak.example');
});

it.each([
  ['password1234', 'it resembles a common password'],
  ['ada.lovelace@weak.example', 'it contains your name, your e-mail address or the name of this product'],
  ['Ada.Lovelace1', 'it contains your name, your e-mail address or the name of this product'],
  ['qwertyuiop[]', 'its characters are neighbours on a keyboard'],
  ['aaaaaaaaaaaaaaaa', 'it repeats itself'],
  ['abcdefghijklmnop', 'it is a sequence such as abcd or 1234'],
  [`${'ab'.repeat(36)} and more`, 'it repeats itself'],
])('a person cannot choose %s, and is told why and what to do', async (password, reason) => {
  const { errors } = await toile.execute(SET_PASSWORD, { input: { password } }, ada);

  expect(errors).toMatchObject([
    {
      message: `This password is easy to guess because ${reason}: use four or more unrelated words`,
      extensions: { code: 'INVALID_INPUT' },
    },
  ]);
});

it('the operator cannot give a weak one either', async () => {
  const input = { email: 'grace.hopper@example.com', role: Role.PM };

  const added = toile.toile.people.users.addWithPassword(OPERATOR, input, 'grace.hopper');

  await expect(added).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

it.each(['correct horse', 'a whole sentence is easier', 'x9$Lq2!vTz7m', 'lange ungewöhnliche Wörter'])(
  'a person can choose %s',
  async (password) => {
    const viewer = await addAda(`${Math.random().toString(36).slice(2)}.example`);

    expect(await toile.ask(SET_PASSWORD, { input: { password } }, viewer)).toEqual({
      setPassword: { hasPassword: true },
    });
  },
);
