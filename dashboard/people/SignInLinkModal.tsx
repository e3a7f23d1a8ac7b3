import { Modal, Stack, Text } from '@mantine/core';
import { formatMoment } from '../format/dates.js';
import { CopyField } from '../ui/copy/CopyField.js';

export interface IssuedLink {
  readonly name: string;
  readonly url: string;
  readonly expiresAt: string;
}

export interface SignInLinkModalProps {
  readonly link: IssuedLink | null;
  readonly onClose: () => void;
}

/** Shows a one-time link, once. */
export function SignInLinkModal({ link, onClose }: SignInLinkModalProps) {
  return (
    <Modal opened={link !== null} onClose={onClose} title="Sign-in link" size="lg">
      {link && (
        <Stack gap="sm">
          <Text size="sm">
            Hand this link to {link.name}. It works once, until {formatMoment(link.expiresAt)}, and is shown
            only now.
          </Text>
          <CopyField label="Link" value={link.url} />
        </Stack>
      )}
    </Modal>
  );
}
