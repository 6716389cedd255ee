/** The real clients that are driven, and where each comes from. One line in the documentation for each. */

export type Integration = {
  /** The driver's file, and the folder of its packages. */
  readonly name: string
  readonly title: string
  /** What is installed from npm; empty for other languages. */
  readonly packages: Readonly<Record<string, string>>
  /** The program that runs the driver; Node where it is left out. */
  readonly runtime?: {
    readonly command: string
    readonly extension: string
    /** Ends with 0 where the client can be loaded. */
    readonly probe: readonly string[]
    readonly how: string
  }
  /** Its host is fixed: its requests are led to the gateway. */
  readonly fixedHost?: true
  /** It keeps a database of its own. */
  readonly database?: true
}

export const integrations: readonly Integration[] = [
  {
    name: 'medusa',
    title: "Medusa's payment provider",
    packages: {
      '@medusajs/payment-stripe': '2.21.2',
      '@medusajs/framework': '2.21.2',
      '@medusajs/utils': '2.21.2',
    },
    fixedHost: true,
  },
  {
    name: 'vendure',
    title: "Vendure's payments plugin",
    packages: { '@vendure/payments-plugin': '3.5.6', '@vendure/core': '3.7.3', stripe: '23.1.0' },
    fixedHost: true,
  },
  {
    name: 'better-auth',
    title: 'better-auth with its Stripe plugin',
    packages: { 'better-auth': '1.7.25', '@better-auth/stripe': '1.7.6', stripe: '23.1.0' },
  },
  {
    name: 'sync-engine',
    title: "Supabase's sync engine",
    packages: { '@supabase/stripe-sync-engine': '0.48.5', pg: '8.23.1', stripe: '20.4.1' },
    fixedHost: true,
    database: true,
  },
  {
    name: 'payload',
    title: "Payload's Stripe plugin",
    packages: { '@payloadcms/plugin-stripe': '3.90.2', payload: '3.90.2' },
    fixedHost: true,
  },
  {
    name: 'micro',
    title: 'Webhooks into micro, verified by the official client',
    packages: { micro: '10.0.1', stripe: '23.1.0' },
  },
  {
    name: 'python',
    title: 'The official Python client',
    packages: {},
    runtime: {
      command: process.env.PYTHON ?? 'python3',
      extension: 'py',
      probe: ['-c', 'import stripe'],
      how: "Debian's python3-stripe, or pip install stripe; PYTHON names another interpreter",
    },
  },
  {
    name: 'php',
    title: 'The official PHP client',
    packages: {},
    runtime: {
      command: 'php',
      extension: 'php',
      probe: ['-r', "require getenv('STRIPE_PHP') . '/init.php'; exit(function_exists('curl_init') ? 0 : 1);"],
      how: "Debian's php-cli, php-curl and php-mbstring, and STRIPE_PHP with a checkout of stripe-php",
    },
  },
  {
    name: 'ruby',
    title: 'The official Ruby client',
    packages: {},
    runtime: {
      command: 'ruby',
      extension: 'rb',
      probe: ['-e', "$LOAD_PATH.unshift(ENV['STRIPE_RUBY'] + '/lib') if ENV['STRIPE_RUBY']; require 'stripe'"],
      how: "Debian's ruby, and gem install stripe, or STRIPE_RUBY with a checkout of stripe-ruby",
    },
  },
]
