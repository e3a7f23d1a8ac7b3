import { ActionIcon, Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconDots } from './icons/outlined.js';

/** What can be done with one row of a table. */
export const RowMenu = ({ of, children }: { readonly of: string; readonly children: ReactNode }) => (
  <Menu position="bottom-end" shadow="md" width={220}>
    <Menu.Target>
      <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${of}`}>
        <IconDots size={18} aria-hidden="true" />
      </ActionIcon>
    </Menu.Target>
    <Menu.Dropdown>{children}</Menu.Dropdown>
  </Menu>
);
