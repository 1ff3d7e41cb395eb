import type { BodySettings, FirstAdministrator, MailSettings } from '../shared/names.ts'

/** One deployment serves one body. Everything that differs between two deployments stands in this type. */
export interface Settings {
  /** `production` keeps data whatever happens to the stack; `trial` lets `cdk destroy` take everything away. */
  readonly stage: 'production' | 'trial'
  readonly body: BodySettings
  /** Addresses without a trailing slash; a deployment may override them as stack parameters. */
  readonly consoleOrigin: string
  readonly portalOrigin: string
  readonly oidc: {
    readonly issuer: string
    readonly clientId: string
    /** ARN of the secret that holds a confidential client's secret. Leave out for a public client with PKCE. */
    readonly clientSecretArn?: string
  }
  /**
   * The first two people, administrators of the first unit. They come in when one of them signs in to a deployment without
   * people, and enter everybody else; after that this list has no effect.
   */
  readonly administrators: readonly FirstAdministrator[]
  /** The server that takes mails; each value may be overridden as a stack parameter (`SmtpHost`, `SmtpPort`, …). */
  readonly mail: MailSettings & {
    /** ARN of the secret that holds the password of `user`. */
    readonly passwordSecretArn?: string
  }
  /** ARN of the secret that holds the addresses of chat groups (企业微信, 钉钉); see docs/notices.md. */
  readonly webhooksSecretArn?: string
  /** Who is told when an alarm goes off; without it the alarm topic has no subscriber. */
  readonly alarmEmail?: string
  /** Years for which access logs and function logs are kept. */
  readonly logYears: 1 | 2 | 3 | 5
}

/** The deployment that ships: a fictional body, for the machine of whoever tries the product. */
export const settings: Settings = {
  stage: 'production',
  body: {
    name: '临江县公安局交通管理大队',
    shortName: '临江交警大队',
    contact: { address: '临江县滨河路 18 号', phone: '0000-8123456', email: 'gongkai@linjiang.example' },
    siteCode: '0000000000',
    indexPrefix: 'LJ1101',
    units: [
      { id: 'dadui', name: '临江县公安局交通管理大队' },
      { id: 'zonghe', name: '综合中队' },
      // Its lists are read by owners who look for their own vehicle.
      { id: 'cheguan', name: '车辆管理所', masks: { plate: { rule: 'keep', left: 2, right: 3 }, vin: { rule: 'keep', left: 0, right: 6 } } },
      { id: 'zhixu', name: '秩序管理中队' },
    ],
    columns: [
      { id: 'notices', name: '通知公告' },
      { id: 'enforcement', name: '行政执法公示' },
      { id: 'penalties', name: '处罚与强制决定' },
      { id: 'services', name: '办事指南' },
      { id: 'policies', name: '政策文件' },
      { id: 'budget', name: '财政信息' },
    ],
    tasks: { sweepHour: 2, dueDays: { block: 1, warn: 5, public_report: 3, superior: 1, self_check: 3 } },
  },
  consoleOrigin: 'https://sanshen.linjiang.example',
  portalOrigin: 'https://gongkai.linjiang.example',
  oidc: { issuer: 'https://sso.linjiang.example', clientId: 'sanshen-console' },
  administrators: [
    { name: '高原', email: 'admin1@linjiang.example', subject: 'admin1' },
    { name: '马兰', email: 'admin2@linjiang.example', subject: 'admin2' },
  ],
  mail: {
    host: 'smtp.linjiang.example', port: '465', security: 'tls', user: '', from: 'sanshen@linjiang.example', bounces: '',
  },
  logYears: 1,
}
