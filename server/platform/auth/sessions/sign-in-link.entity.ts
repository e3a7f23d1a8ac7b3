import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A link that signs one person in once. Only the SHA-256 of its token is kept, in hex. */
@Entity('sign_in_links')
@Index('sign_in_links_user_id_idx', ['userId'])
export class SignInLink {
  @PrimaryColumn('text')
  readonly tokenHash!: string;

  @Column('uuid')
  @ForeignKey('User', { name: 'sign_in_links_user_id_fkey', onDelete: 'CASCADE' })
  readonly userId!: string;

  @CreateDateColumn({ type: 'timestamptz' })
  readonly createdAt!: Date;

  @Column('timestamptz')
  readonly expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  usedAt!: Date | null;
}
