/** The IAM principals that policies are attached to, as CloudFormation and CDK name each kind. */
export const PRINCIPAL_KINDS = [
  {
    type: 'AWS::IAM::Role',
    /** Where a policy lists those that have it. */
    list: 'Roles',
    /** Names it in its own resource, and in a policy for one of them. */
    nameProperty: 'RoleName',
    /** A policy for one of them. */
    policyType: 'AWS::IAM::RolePolicy',
    /** Of CDK's constructs. */
    property: 'roleName',
  },
  {
    type: 'AWS::IAM::User',
    list: 'Users',
    nameProperty: 'UserName',
    policyType: 'AWS::IAM::UserPolicy',
    property: 'userName',
  },
  {
    type: 'AWS::IAM::Group',
    list: 'Groups',
    nameProperty: 'GroupName',
    policyType: 'AWS::IAM::GroupPolicy',
    property: 'groupName',
  },
] as const;

export type PrincipalList = (typeof PRINCIPAL_KINDS)[number]['list'];

/** Policies that list their principals. */
export const POLICY_TYPES: readonly string[] = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'];
