/** A user's world with only a team's account and its application. */
export const teamWorld = {
  ytx: {
    accounts: { team00000000000000000000000000ac: { authToken: 'team-token-70000001' } },
    applications: {
      team00000000000000000000000000ab: { account: 'team00000000000000000000000000ac', environment: 'sandbox' },
    },
  },
  cast: {
    ytx: {
      'account:active': 'team00000000000000000000000000ac',
      'app:sandbox': 'team00000000000000000000000000ab',
    },
  },
};

/** The same in YAML, as a person would write it. */
export const teamYaml = `# who we are
ytx:
  accounts:
    team00000000000000000000000000ac: { authToken: team-token-70000001 }
  applications:
    team00000000000000000000000000ab:
      account: team00000000000000000000000000ac
      environment: sandbox
cast:
  ytx:
    account:active: team00000000000000000000000000ac
    app:sandbox: team00000000000000000000000000ab
`;
