import { useMutation } from '@apollo/client/react';
import { ActionIcon, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { errorSentence } from '../format/errors.js';
import { optionsOf, ROLE_NAMES } from '../format/words.js';
import { ChangeUserDocument, IssueSignInLinkDocument, type PersonFragment } from '../generated/graphql.js';
import { useSession } from '../session/session.js';
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
  const onError = (error: unknown) =>
    notifications.show({ color: 'madder', title: 'Not changed', message: errorSentence(error) });
  const [change] = useMutation(ChangeUserDocument, { onError });
  const [issue] = useMutation(IssueSignInLinkDocument, { onError });
  const [confirming, { open, close }] = useDisclosure(false);
  const isSelf = viewer.id === person.id;
  const disabled = person.disabledAt !== null;
  const makeLink = async () => {
    const { data } = await issue({ variables: { input: { userId: person.id } } });
    if (data) onLink({ name: person.name, ...data.issueSignInLink });
  };

  return (
    <>
      <Menu position="bottom-end" shadow="md" width={220}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${person.name}`}>
            <IconDots size={18} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item disabled={disabled} onClick={makeLink}>
            Make a sign-in link
          </Menu.Item>
          <Menu.Divider />
          <Menu.Label>Role</Menu.Label>
          {optionsOf(ROLE_NAMES).map(({ value, label }) => (
            <Menu.Item
              key={value}
              disabled={isSelf}
              leftSection={<IconCheck size={14} opacity={value === person.role ? 1 : 0} aria-hidden="true" />}
              onClick={() => change({ variables: { input: { id: person.id, role: value } } })}
            >
              {label}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item
            color={disabled ? undefined : 'madder'}
            disabled={isSelf}
            onClick={
              disabled ? () => change({ variables: { input: { id: person.id, disabled: false } } }) : open
            }
          >
            {disabled ? 'Let in again' : 'Disable and sign out'}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {confirming && <DisablePersonModal person={person} onClose={close} />}
    </>
  );
}
