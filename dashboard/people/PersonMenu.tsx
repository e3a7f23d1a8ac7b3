import { ActionIcon, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { optionsOf, ROLE_NAMES } from '../format/words.js';
import { ChangeUserDocument, IssueSignInLinkDocument, type PersonFragment } from '../generated/graphql.js';
import { useSession } from '../session/session.js';
import { useCommand } from '../ui/command/use-command.js';
import { IconCheck, IconDots } from '../ui/icons/outlined.js';
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
  const issueLink = useCommand(IssueSignInLinkDocument, {
    failureTitle: 'No link made',
    onDone: ({ issueSignInLink }) => onLink({ name: person.name, ...issueSignInLink }),
  });
  const [confirming, { open, close }] = useDisclosure(false);
  const isSelf = viewer.id === person.id;
  const disabled = person.disabledAt !== null;

  return (
    <>
      <Menu position="bottom-end" shadow="md" width={220}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${person.name}`}>
            <IconDots size={18} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item disabled={disabled} onClick={() => issueLink.run({ userId: person.id })}>
            Make a sign-in link
          </Menu.Item>
          <Menu.Divider />
          <Menu.Label>Role</Menu.Label>
          {optionsOf(ROLE_NAMES).map(({ value, label }) => (
            <Menu.Item
              key={value}
              disabled={isSelf}
              leftSection={<IconCheck size={14} opacity={value === person.role ? 1 : 0} aria-hidden="true" />}
              onClick={() => change.run({ id: person.id, role: value })}
            >
              {label}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item
            color={disabled ? undefined : 'madder'}
            disabled={isSelf}
            onClick={disabled ? () => change.run({ id: person.id, disabled: false }) : open}
          >
            {disabled ? 'Let in again' : 'Disable and sign out'}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {confirming && <DisablePersonModal person={person} onClose={close} />}
    </>
  );
}
