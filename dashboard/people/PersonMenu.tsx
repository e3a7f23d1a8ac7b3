import { Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { optionsOf, ROLE_NAMES } from '../format/words.js';
import {
  ChangeUserDocument,
  IssueSignInLinkDocument,
  type PersonFragment,
  type Role,
} from '../generated/graphql.js';
import { useSession } from '../session/session.js';
import { useCommand } from '../ui/command/use-command.js';
import { IconCheck } from '../ui/icons/outlined.js';
import { RowMenu } from '../ui/RowMenu.js';
import { DisablePersonModal } from './DisablePersonModal.js';
import type { IssuedLink } from './SignInLinkModal.js';

export interface PersonMenuProps {
  readonly person: PersonFragment;
  readonly onLink: (link: IssuedLink) => void;
}

/** What an administrator can do about a person. */
export function PersonMenu({ person, onLink }: PersonMenuProps) {
  const { viewer } = useSession();
  const change = useCommand(ChangeUserDocument, { failureTitle: 'Not changed' });
  const [confirming, { open, close }] = useDisclosure(false);
  const { id, role } = person;
  const isSelf = viewer.id === id;
  return (
    <>
      <RowMenu of={person.name}>
        <LinkItem person={person} onLink={onLink} />
        <Menu.Divider />
        <RoleItems current={role} disabled={isSelf} onChoose={(chosen) => change.run({ id, role: chosen })} />
        <Menu.Divider />
        {person.disabledAt ? (
          <Menu.Item onClick={() => change.run({ id, disabled: false })}>Enable</Menu.Item>
        ) : (
          <Menu.Item c="var(--toile-worse)" disabled={isSelf} onClick={open}>
            Disable and sign out
          </Menu.Item>
        )}
      </RowMenu>
      {confirming && <DisablePersonModal person={person} onClose={close} />}
    </>
  );
}

function LinkItem({ person: { id, name, disabledAt }, onLink }: PersonMenuProps) {
  const { run } = useCommand(IssueSignInLinkDocument, {
    failureTitle: 'No link created',
    onDone: ({ issueSignInLink }) => onLink({ name, ...issueSignInLink }),
  });
  return (
    <Menu.Item disabled={disabledAt !== null} onClick={() => run({ userId: id })}>
      Create a sign-in link
    </Menu.Item>
  );
}

interface RoleItemsProps {
  readonly current: Role;
  readonly disabled: boolean;
  readonly onChoose: (role: Role) => void;
}

const RoleItems = ({ current, disabled, onChoose }: RoleItemsProps) => (
  <>
    <Menu.Label>Role</Menu.Label>
    {optionsOf(ROLE_NAMES).map(({ value, label }) => (
      <Menu.Item
        key={value}
        disabled={disabled}
        leftSection={<IconCheck size={14} opacity={value === current ? 1 : 0} aria-hidden="true" />}
        onClick={() => onChoose(value)}
      >
        {label}
      </Menu.Item>
    ))}
  </>
);
