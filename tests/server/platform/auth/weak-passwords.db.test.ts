import { beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hashPassword } from '../../../../server/platform/auth/passwords.js';
import { OPERATOR, Role, type Viewer } from '../../../../server/platform/index.js';
import { useToile } from '../../../support/product/execute.js';

const toile = useToile();
const SET_PASSWORD = 'mutation ($input: SetPasswordInput!) { setPassword(input: $input) { hasPassword } }';

/** A person without a password, in the session that their one-time link began. @returns who sets a password */
async function addAda(domain: string) {
  const input = { email: `ada.lovelace@${domain}`, name: 'Ada Lovelace', role: Role.PM };
  const { user, signInLink } = await toile.toile.people.users.add(OPERATOR, input);
  const session = {
    token: null as string | null,
    begin: (token: string) => {
      session.token = token;
    },
    end: () => {},
  };
  const token = new URL(signInLink.url).searchParams.get('token');
  await toile.ask(`mutation { signInWithLink(input: { token: "${token}" }) { id } }`, {}, undefined, {
    session,
  });
  const viewer: Viewer = { kind: 'user', userId: user.id, email: input.email, role: Role.PM };
  return (password: string) => toile.execute(SET_PASSWORD, { input: { password } }, viewer, { session });
}

let adaChooses: Awaited<ReturnType<typeof addAda>>;
beforeAll(async () => {
  adaChooses = await addAda('weak.example');
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
  const { errors } = await adaChooses(password);

  expect(errors).toMatchObject([
    {
      message: `This password is easy to guess because ${reason}: use four or more unrelated words`,
      extensions: { code: 'INVALID_INPUT' },
    },
  ]);
});

it('a person cannot choose their own names, joined in whatever way, with digits around', async () => {
  const owner = { email: 'anna.schmidt@atelier.example', name: 'Anna Schmidt' };
  const words = fc.constantFrom('Anna', 'Schmidt', 'anna.schmidt', 'SCHMIDT', '4nn4', 'Schm1dt', 'Atelier');
  const digits = fc.constantFrom('', '1', '24', '2024', '1984', '123456');
  const joints = fc.constantFrom('', '.', '-', '_');
  const guessable = fc
    .tuple(digits, words, joints, words, digits)
    .map((parts) => parts.join(''))
    .filter(({ length }) => length >= 12);

  await fc.assert(
    fc.asyncProperty(guessable, (password) =>
      expect(hashPassword(password, owner)).rejects.toMatchObject({ code: 'INVALID_INPUT' }),
    ),
  );
});

it.each([
  ['Bo Li', 'bo@example.com', 'LiBo20242024'],
  ['Jörg Müller', 'jm@example.com', 'JoergMueller2024'],
  ['Jörg Müller', 'jm@example.com', 'MullerJorg1984'],
  ['Zoë Le Gall', 'z@shop.example', 'zoelegall2024!'],
  ['Anna-Lena Groß', 'x@example.com', 'AnnalenaGross1'],
  ['x', 'annaschmidt@example.com', '2024annaschmidt24'],
  ['Anna Schmidt', 'x@example.com', 'tdimhcSannA2024'],
])('%s <%s> cannot choose %s', async (name, email, password) => {
  await expect(hashPassword(password, { name, email })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

it('a name inside a long password does no harm', async () => {
  const owner = { email: 'rose@example.com', name: 'Rose Garden' };

  expect(await hashPassword('rose piano kettle umbrella', owner)).toContain('argon2id');
});

it('the operator cannot give a weak one either', async () => {
  const input = { email: 'grace.hopper@example.com', role: Role.PM };

  const added = toile.toile.people.users.addWithPassword(OPERATOR, input, 'grace.hopper');

  await expect(added).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

it.each(['correct horse', 'a whole sentence is easier', 'x9$Lq2!vTz7m', 'lange ungewöhnliche Wörter'])(
  'a person can choose %s',
  async (password) => {
    const choose = await addAda(`${Math.random().toString(36).slice(2)}.example`);

    expect(await choose(password)).toEqual({ data: { setPassword: { hasPassword: true } } });
  },
);
