// Made by: node gateway/test/generate/types.ts
/** The types of Florin's native API: objects, requests, events, errors and operations. They need no other package. */

/** What ApiKeys.Create takes. */
export interface ApiKeysCreateRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** By default 'restricted'. */
  readonly type?: "secret" | "publishable" | "restricted"
  /** For people: where the key is used. */
  readonly name?: string
  /** Of a restricted key, what it may do, by resource; to write includes to read. */
  readonly permissions?: { readonly [key: string]: "none" | "read" | "write" }
  /** Requests a second, instead of the environment's. */
  readonly rate_limit?: number
}

/** What ApiKeys.Revoke takes. */
export interface ApiKeysRevokeRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** At most seven days; now by default. */
  readonly in_seconds?: number
}

/** What Charges.Capture takes. */
export interface ChargesCaptureRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** All of it by default; the rest is released. */
  readonly amount?: number
  /** What the merchant wants on the statement. */
  readonly statement_descriptor?: string | null
  /** What is added to the account's own descriptor. */
  readonly statement_descriptor_suffix?: string | null
}

/** What Charges.Create takes. */
export interface ChargesCreateRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** In the currency's smallest unit: 1000 is 10.00 EUR, or 1000 JPY. */
  readonly amount: number
  /** ISO 4217 code, for example `eur`. */
  readonly currency: string
  /** A token such as tok_visa, or the id of a saved card. */
  readonly source?: Source3Part | string
  /** A token such as tok_visa, or the id of a saved card. */
  readonly card?: Source3Part | string
  /** Whose saved card is charged: the one that source names, or the default source. */
  readonly customer?: string
  /** False: the money is held, and POST /v1/charges/{id}/capture takes it. */
  readonly capture?: boolean
  /** What it is for. */
  readonly description?: string | null
  /** Your own key-value pairs: up to 50, keys of 40 and values of 500 characters. An empty value unsets a key. */
  readonly metadata?: { readonly [key: string]: string | null } | null
  /** Where a receipt would be sent to. */
  readonly receipt_email?: string | null
  /** Where bought goods are sent. */
  readonly shipping?: Shipping3Part | null
  /** What the merchant wants on the statement. */
  readonly statement_descriptor?: string | null
  /** What is added to the account's own descriptor. */
  readonly statement_descriptor_suffix?: string | null
  /** A name by which the merchant groups payments. */
  readonly transfer_group?: string | null
  /** What risk rules were told of the browser. */
  readonly radar_options?: {
    /** The session of the payer's browser. */
    readonly session?: string
  }
}

/** What Charges.CreateRefund takes. */
export interface ChargesCreateRefundRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** All that is left by default. */
  readonly amount?: number
  /** Why the merchant refunds. */
  readonly reason?: "duplicate" | "fraudulent" | "requested_by_customer"
  /** Your own key-value pairs: up to 50, keys of 40 and values of 500 characters. An empty value unsets a key. */
  readonly metadata?: { readonly [key: string]: string | null } | null
}

/** What Charges.Refund takes. */
export interface ChargesRefundRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** All that is left by default. */
  readonly amount?: number
  /** Why it is done. */
  readonly reason?: "duplicate" | "fraudulent" | "requested_by_customer"
  /** Your own key-value pairs: up to 50, keys of 40 and values of 500 characters. An empty value unsets a key. */
  readonly metadata?: { readonly [key: string]: string | null } | null
}

/** What Charges.Update takes. */
export interface ChargesUpdateRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** Whose it was, where that was not said before. */
  readonly customer?: string
  /** What it is for. */
  readonly description?: string | null
  /** Your own key-value pairs: up to 50, keys of 40 and values of 500 characters. An empty value unsets a key. */
  readonly metadata?: { readonly [key: string]: string | null } | null
  /** Where a receipt would be sent to. */
  readonly receipt_email?: string | null
  /** A name by which the merchant groups payments. */
  readonly transfer_group?: string | null
  /** Where bought goods are sent. */
  readonly shipping?: Shipping3Part | null
  /** What the merchant says of fraud. */
  readonly fraud_details?: {
    /** What the merchant reported. */
    readonly user_report: "fraudulent" | "safe"
  }
}

/** What Charges.UpdateRefund takes. */
export interface ChargesUpdateRefundRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** Your own key-value pairs: up to 50, keys of 40 and values of 500 characters. An empty value unsets a key. */
  readonly metadata?: { readonly [key: string]: string | null } | null
}

/** What ConfirmationTokens.Make takes. */
export interface ConfirmationTokensMakeRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** A payment method, or a test name such as pm_card_visa. */
  readonly payment_method?: string | null
  /** A payment method that is made with the call. */
  readonly payment_method_data?: PaymentMethodDataPart
  /** What was chosen for single methods. */
  readonly payment_method_options?: PaymentMethodOptionsPart
  /** How the payer agreed to be charged. */
  readonly mandate_data?: MandateDataPart | null
  /** Where the payer comes back to. */
  readonly return_url?: string
  /** Whether the payer let the method be saved. */
  readonly setup_future_usage?: "on_session" | "off_session"
  /** Where bought goods are sent. */
  readonly shipping?: ShippingPart
}

/** What CustomerSessions.Create takes. */
export interface CustomerSessionsCreateRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** Whose methods. */
  readonly customer: string
  /** What the session is for. */
  readonly components?: {
    /** Entitlements of the customer. */
    readonly active_entitlements?: {
      /** Always false: there is no such component. */
      readonly enabled: boolean
    }
    /** A button to buy. */
    readonly buy_button?: {
      /** Always false: there is no such component. */
      readonly enabled: boolean
    }
    /** A portal for customers. */
    readonly customer_portal?: {
      /** Always false: there is no such component. */
      readonly enabled: boolean
    }
    /** A sheet of saved methods in an app. */
    readonly customer_sheet?: {
      /** Always false: there is no such component. */
      readonly enabled: boolean
    }
    /** A payment page in an app. */
    readonly mobile_payment_element?: {
      /** Always false: there is no such component. */
      readonly enabled: boolean
    }
    /** A table of prices. */
    readonly pricing_table?: {
      /** Always false: there is no such component. */
      readonly enabled: boolean
    }
    /** A page that pays. */
    readonly payment_element?: {
      /** Always true: it is what a session is for. */
      readonly enabled: boolean
      /** What the page may do with the saved methods. */
      readonly features?: {
        /** Whether saved methods are shown. */
        readonly payment_method_redisplay?: "enabled" | "disabled"
        /** Whether the payer may save a method. */
        readonly payment_method_save?: "enabled" | "disabled"
        /** Whether the payer may take saved methods away. */
        readonly payment_method_remove?: "enabled" | "disabled"
        /** How many are shown at most. */
        readonly payment_method_redisplay_limit?: number
        /** For which payments a method is saved. */
        readonly payment_method_save_usage?: "on_session" | "off_session" | null
        /** Which saved methods are shown, by what their payers allowed. */
        readonly payment_method_allow_redisplay_filters?: ReadonlyArray<"always" | "limited" | "unspecified">
      }
    }
  }
}

/** What CustomerSessions.DetachPaymentMethod takes. */
export interface CustomerSessionsDetachPaymentMethodRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** The secret of the session. */
  readonly client_secret: string
  /** The method to take away. */
  readonly payment_method: string
}

/** What Customers.Create takes. */
export interface CustomersCreateRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** The customer's address. */
  readonly address?: Address2Part | null
  /** What the next invoice counts, in the smallest unit of the default currency; below zero is a credit. */
  readonly balance?: number
  /** The name of the customer's business. */
  readonly business_name?: string | null
  /** The merchant's note. */
  readonly description?: string | null
  /** The e-mail address. */
  readonly email?: string | null
  /** The name of the person. */
  readonly individual_name?: string | null
  /** What numbers of invoices would begin with. */
  readonly invoice_prefix?: string
  /** How invoices to the customer would be made. Kept and shown; there are no invoices yet. */
  readonly invoice_settings?: InvoiceSettingsPart
  /** Your own key-value pairs: up to 50, keys of 40 and values of 500 characters. An empty value unsets a key. */
  readonly metadata?: { readonly [key: string]: string | null } | null
  /** The full name, or that of a business. */
  readonly name?: string | null
  /** The number that the next invoice would get. */
  readonly next_invoice_sequence?: number
  /** The phone number. */
  readonly phone?: string | null
  /** The languages of the customer, the preferred one first. */
  readonly preferred_locales?: readonly string[]
  /** Where bought goods are sent. */
  readonly shipping?: Shipping3Part | null
  /** Whether the customer pays tax. */
  readonly tax_exempt?: "none" | "exempt" | "reverse" | null
  /** Saved for the customer; its issuer is asked when it first pays. */
  readonly payment_method?: string
  /** A token such as tok_visa, or the id of a saved card. */
  readonly source?: SourcePart | string
  /** A token such as tok_visa, or the id of a saved card. */
  readonly card?: SourcePart | string
}

/** What Customers.CreateCard takes. */
export interface CustomersCreateCardRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** A token such as tok_visa, or the id of a saved card. */
  readonly source?: Source2Part | string
  /** A token such as tok_visa, or the id of a saved card. */
  readonly card?: Source2Part | string
  /** Accepted and without effect: the issuer is always asked. */
  readonly validate?: boolean
}

/** What Customers.CreateSource takes. */
export interface CustomersCreateSourceRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** A token such as tok_visa, or the id of a saved card. */
  readonly source?: Source2Part | string
  /** A token such as tok_visa, or the id of a saved card. */
  readonly card?: Source2Part | string
  /** Accepted and without effect: the issuer is always asked. */
  readonly validate?: boolean
}

/** What Customers.Update takes. */
export interface CustomersUpdateRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** The customer's address. */
  readonly address?: Address2Part | null
  /** What the next invoice counts, in the smallest unit of the default currency; below zero is a credit. */
  readonly balance?: number
  /** The name of the customer's business. */
  readonly business_name?: string | null
  /** The merchant's note. */
  readonly description?: string | null
  /** The e-mail address. */
  readonly email?: string | null
  /** The name of the person. */
  readonly individual_name?: string | null
  /** What numbers of invoices would begin with. */
  readonly invoice_prefix?: string
  /** How invoices to the customer would be made. Kept and shown; there are no invoices yet. */
  readonly invoice_settings?: InvoiceSettingsPart
  /** Your own key-value pairs: up to 50, keys of 40 and values of 500 characters. An empty value unsets a key. */
  readonly metadata?: { readonly [key: string]: string | null } | null
  /** The full name, or that of a business. */
  readonly name?: string | null
  /** The number that the next invoice would get. */
  readonly next_invoice_sequence?: number
  /** The phone number. */
  readonly phone?: string | null
  /** The languages of the customer, the preferred one first. */
  readonly preferred_locales?: readonly string[]
  /** Where bought goods are sent. */
  readonly shipping?: Shipping3Part | null
  /** Whether the customer pays tax. */
  readonly tax_exempt?: "none" | "exempt" | "reverse" | null
  /** A token such as tok_visa, or the id of a saved card. */
  readonly source?: SourcePart | string
  /** A token such as tok_visa, or the id of a saved card. */
  readonly card?: SourcePart | string
  /** One of the customer's saved cards: what older code charges. */
  readonly default_source?: string
}

/** What Customers.UpdateCard takes. */
export interface CustomersUpdateCardRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** The month of its expiry, from 1. */
  readonly exp_month?: number
  /** The year of its expiry, in four digits. */
  readonly exp_year?: number
  /** The payer's name. */
  readonly name?: string | null
  /** Your own key-value pairs: up to 50, keys of 40 and values of 500 characters. An empty value unsets a key. */
  readonly metadata?: { readonly [key: string]: string | null } | null
  /** The payer's street and number. */
  readonly address_line1?: string | null
  /** The second line of the payer's address. */
  readonly address_line2?: string | null
  /** The payer's city. */
  readonly address_city?: string | null
  /** The payer's state or province. */
  readonly address_state?: string | null
  /** The payer's postal code. */
  readonly address_zip?: string | null
  /** The payer's country. */
  readonly address_country?: string | null
}

/** What Customers.UpdateSource takes. */
export interface CustomersUpdateSourceRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** The month of its expiry, from 1. */
  readonly exp_month?: number
  /** The year of its expiry, in four digits. */
  readonly exp_year?: number
  /** The payer's name. */
  readonly name?: string | null
  /** Your own key-value pairs: up to 50, keys of 40 and values of 500 characters. An empty value unsets a key. */
  readonly metadata?: { readonly [key: string]: string | null } | null
  /** The payer's street and number. */
  readonly address_line1?: string | null
  /** The second line of the payer's address. */
  readonly address_line2?: string | null
  /** The payer's city. */
  readonly address_city?: string | null
  /** The payer's state or province. */
  readonly address_state?: string | null
  /** The payer's postal code. */
  readonly address_zip?: string | null
  /** The payer's country. */
  readonly address_country?: string | null
}

/** What Orders.Create takes. */
export interface OrdersCreateRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** ISO 4217 code, for example `eur`. */
  readonly currency: string
  /** What is bought, line by line. */
  readonly line_items?: readonly LineItemsPart[]
  /** Your own id; the next one by default. */
  readonly order_id?: number
  /** What the customer is told; made by default: ORD-20250331-5XZF. */
  readonly order_number?: string
  /** Where a receipt would be sent to. */
  readonly receipt_email?: string | null
  /** Whose it is among your shop's users; nobody's in particular by default. */
  readonly user?: string | null
}

/** What Orders.MarkPaid takes. */
export interface OrdersMarkPaidRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** What has paid; refused where it is another. */
  readonly payment_intent?: string
}

/** What Orders.RequestPayment takes. */
export interface OrdersRequestPaymentRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
}

/** What Orders.Update takes. */
export interface OrdersUpdateRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** What is bought, line by line. */
  readonly line_items?: readonly LineItemsPart[]
  /** Where a receipt would be sent to. */
  readonly receipt_email?: string | null
  /** Whose it is among your shop's users; nobody's in particular by default. */
  readonly user?: string | null
}

/** What PaymentIntents.Cancel takes. */
export interface PaymentIntentsCancelRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** Why it was cancelled. */
  readonly cancellation_reason?: "abandoned" | "duplicate" | "fraudulent" | "requested_by_customer"
}

/** What PaymentIntents.Capture takes. */
export interface PaymentIntentsCaptureRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** All that is left by default. */
  readonly amount_to_capture?: number
  /** False where more captures follow; otherwise the rest is released. */
  readonly final_capture?: boolean
  /** At least one letter, and none of < > " ' * \. */
  readonly statement_descriptor_suffix?: string | null
  /** Your own key-value pairs: up to 50, keys of 40 and values of 500 characters. An empty value unsets a key. */
  readonly metadata?: { readonly [key: string]: string | null } | null
  /** At least one letter, and none of < > " ' * \. */
  readonly statement_descriptor?: string | null
  /** What the amount is made of: the merchant's own account of it, for networks and lenders. */
  readonly amount_details?: AmountDetailsPart | null
  /** The merchant's own references, for the networks. */
  readonly payment_details?: {
    /** The merchant's number of the customer. */
    readonly customer_reference?: string | null
    /** The merchant's number of the order. */
    readonly order_reference?: string | null
  } | null
}

/** What PaymentIntents.Confirm takes. */
export interface PaymentIntentsConfirmRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** Of these methods, those are offered that fit. */
  readonly allowed_payment_method_types?: readonly string[]
  /** Methods that are not offered. */
  readonly excluded_payment_method_types?: readonly string[] | null
  /** Must be what the payment is about; a guard against another amount. */
  readonly amount_to_confirm?: number
  /** What the amount is made of: the merchant's own account of it, for networks and lenders. */
  readonly amount_details?: AmountDetailsPart | null
  /** The merchant's own references, for the networks. */
  readonly payment_details?: {
    /** The merchant's number of the customer. */
    readonly customer_reference?: string | null
    /** The merchant's number of the order. */
    readonly order_reference?: string | null
  } | null
  /** When the money is taken: at once, or (`manual`) held and captured by a call. */
  readonly capture_method?: "automatic" | "automatic_async" | "manual"
  /** What is wished of single methods. */
  readonly payment_method_options?: PaymentMethodOptions2Part | null
  /** What it can be paid with. */
  readonly payment_method_types?: readonly string[]
  /** Where a receipt would be sent to. */
  readonly receipt_email?: string | null
  /** Whether the method is saved, for payments with or without the payer. */
  readonly setup_future_usage?: "on_session" | "off_session" | null
  /** Where bought goods are sent. */
  readonly shipping?: Shipping3Part | null
  /** With a publishable key: the secret of the intent. */
  readonly client_secret?: string
  /** A payment method, or a test name such as pm_card_visa. */
  readonly payment_method?: string | null
  /** A payment method that is made with the call. */
  readonly payment_method_data?: PaymentMethodData2Part
  /** What the payer chose on a page; the request goes before it. */
  readonly confirmation_token?: string
  /** The payer's leave that it is charged under, of the same payment method. */
  readonly mandate?: string
  /** What risk rules are told of the browser. */
  readonly radar_options?: {
    /** The page that the payer came from. */
    readonly referrer?: string | null
    /** The session of the payer's browser. */
    readonly session?: string
  }
  /** The payer pays in this currency, at the rate that the operator has loaded. Ours. */
  readonly presentment_currency?: string
  /** How the payer agreed to be charged. */
  readonly mandate_data?: MandateData2Part | null
  /** The payer is not there to authenticate. */
  readonly off_session?: boolean | "one_off" | "recurring"
  /** Where the payer comes back to after a challenge. */
  readonly return_url?: string
  /** Accepted and without effect: the next action is chosen by return_url. */
  readonly use_stripe_sdk?: boolean
  /** Decline with authentication_required instead of asking the payer to authenticate. */
  readonly error_on_requires_action?: boolean
}

/** What PaymentIntents.Create takes. */
export interface PaymentIntentsCreateRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** Where this payment's events go besides the endpoints, signed with the environment's own secret. Ours. */
  readonly webhook_url?: string
  /** In the currency's smallest unit: 1000 is 10.00 EUR, or 1000 JPY. */
  readonly amount: number
  /** ISO 4217 code, for example `eur`. */
  readonly currency: string
  /** Confirm at once. */
  readonly confirm?: boolean
  /** Whether a payer's browser may confirm after a challenge, or only the server. */
  readonly confirmation_method?: "automatic" | "manual"
  /** What it is for. */
  readonly description?: string | null
  /** Your own key-value pairs: up to 50, keys of 40 and values of 500 characters. An empty value unsets a key. */
  readonly metadata?: { readonly [key: string]: string | null } | null
  /** What it can be paid with. */
  readonly payment_method_types?: readonly string[]
  /** Of these methods, those are offered that fit. */
  readonly allowed_payment_method_types?: readonly string[]
  /** Methods that are not offered. */
  readonly excluded_payment_method_types?: readonly string[] | null
  /** Kept and shown; methods are offered as they fit. */
  readonly payment_method_configuration?: string
  /** Whether methods are offered as they fit; null where the merchant named them. */
  readonly automatic_payment_methods?: {
    /** Whether every method is offered that fits the payment. */
    readonly enabled: boolean
    /** Whether methods are offered that send the payer to another page. */
    readonly allow_redirects?: "always" | "never"
  }
  /** What is wished of single methods. */
  readonly payment_method_options?: PaymentMethodOptions2Part | null
  /** When the money is taken: at once, or (`manual`) held and captured by a call. */
  readonly capture_method?: "automatic" | "automatic_async" | "manual"
  /** Where a receipt would be sent to. */
  readonly receipt_email?: string | null
  /** Whether the method is saved, for payments with or without the payer. */
  readonly setup_future_usage?: "on_session" | "off_session" | null
  /** Where bought goods are sent. */
  readonly shipping?: Shipping3Part | null
  /** At least one letter, and none of < > " ' * \. */
  readonly statement_descriptor?: string | null
  /** At least one letter, and none of < > " ' * \. */
  readonly statement_descriptor_suffix?: string | null
  /** A name by which the merchant groups payments. */
  readonly transfer_group?: string | null
  /** A customer of this environment. */
  readonly customer?: string | null
  /** What the amount is made of: the merchant's own account of it, for networks and lenders. */
  readonly amount_details?: AmountDetailsPart | null
  /** The merchant's own references, for the networks. */
  readonly payment_details?: {
    /** The merchant's number of the customer. */
    readonly customer_reference?: string | null
    /** The merchant's number of the order. */
    readonly order_reference?: string | null
  } | null
  /** A payment method, or a test name such as pm_card_visa. */
  readonly payment_method?: string | null
  /** A payment method that is made with the call. */
  readonly payment_method_data?: PaymentMethodData2Part
  /** Unix seconds: given up if not paid by then. Ours. */
  readonly expires_at?: number
  /** `multiple`: a code or number that is paid again and again, a charge for each payment. Ours. */
  readonly usage?: "single" | "multiple"
  /** What the payer chose on a page; the request goes before it. */
  readonly confirmation_token?: string
  /** The payer's leave that it is charged under, of the same payment method. */
  readonly mandate?: string
  /** What risk rules are told of the browser. */
  readonly radar_options?: {
    /** The page that the payer came from. */
    readonly referrer?: string | null
    /** The session of the payer's browser. */
    readonly session?: string
  }
  /** The payer pays in this currency, at the rate that the operator has loaded. Ours. */
  readonly presentment_currency?: string
  /** How the payer agreed to be charged. */
  readonly mandate_data?: MandateData2Part | null
  /** The payer is not there to authenticate. */
  readonly off_session?: boolean | "one_off" | "recurring"
  /** Where the payer comes back to after a challenge. */
  readonly return_url?: string
  /** Accepted and without effect: the next action is chosen by return_url. */
  readonly use_stripe_sdk?: boolean
  /** Decline with authentication_required instead of asking the payer to authenticate. */
  readonly error_on_requires_action?: boolean
}

/** What PaymentIntents.IncrementAuthorization takes. */
export interface PaymentIntentsIncrementAuthorizationRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** The new total. */
  readonly amount: number
  /** What it is for. */
  readonly description?: string | null
  /** Your own key-value pairs: up to 50, keys of 40 and values of 500 characters. An empty value unsets a key. */
  readonly metadata?: { readonly [key: string]: string | null } | null
  /** At least one letter, and none of < > " ' * \. */
  readonly statement_descriptor?: string | null
  /** What the amount is made of: the merchant's own account of it, for networks and lenders. */
  readonly amount_details?: AmountDetailsPart | null
  /** The merchant's own references, for the networks. */
  readonly payment_details?: {
    /** The merchant's number of the customer. */
    readonly customer_reference?: string | null
    /** The merchant's number of the order. */
    readonly order_reference?: string | null
  } | null
}

/** What PaymentIntents.SubmitCode takes. */
export interface PaymentIntentsSubmitCodeRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** The code that the payer got. */
  readonly code: string
  /** With a publishable key: the secret of the intent. */
  readonly client_secret?: string
}

/** What PaymentIntents.Update takes. */
export interface PaymentIntentsUpdateRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** In the currency's smallest unit: 1000 is 10.00 EUR, or 1000 JPY. */
  readonly amount?: number
  /** ISO 4217 code, for example `eur`. */
  readonly currency?: string
  /** What it is for. */
  readonly description?: string | null
  /** Your own key-value pairs: up to 50, keys of 40 and values of 500 characters. An empty value unsets a key. */
  readonly metadata?: { readonly [key: string]: string | null } | null
  /** What it can be paid with. */
  readonly payment_method_types?: readonly string[]
  /** Of these methods, those are offered that fit. */
  readonly allowed_payment_method_types?: readonly string[]
  /** Methods that are not offered. */
  readonly excluded_payment_method_types?: readonly string[] | null
  /** Kept and shown; methods are offered as they fit. */
  readonly payment_method_configuration?: string
  /** Whether methods are offered as they fit; null where the merchant named them. */
  readonly automatic_payment_methods?: {
    /** Whether every method is offered that fits the payment. */
    readonly enabled: boolean
    /** Whether methods are offered that send the payer to another page. */
    readonly allow_redirects?: "always" | "never"
  }
  /** What is wished of single methods. */
  readonly payment_method_options?: PaymentMethodOptions2Part | null
  /** When the money is taken: at once, or (`manual`) held and captured by a call. */
  readonly capture_method?: "automatic" | "automatic_async" | "manual"
  /** Where a receipt would be sent to. */
  readonly receipt_email?: string | null
  /** Whether the method is saved, for payments with or without the payer. */
  readonly setup_future_usage?: "on_session" | "off_session" | null
  /** Where bought goods are sent. */
  readonly shipping?: Shipping3Part | null
  /** At least one letter, and none of < > " ' * \. */
  readonly statement_descriptor?: string | null
  /** At least one letter, and none of < > " ' * \. */
  readonly statement_descriptor_suffix?: string | null
  /** A name by which the merchant groups payments. */
  readonly transfer_group?: string | null
  /** A customer of this environment. */
  readonly customer?: string | null
  /** What the amount is made of: the merchant's own account of it, for networks and lenders. */
  readonly amount_details?: AmountDetailsPart | null
  /** The merchant's own references, for the networks. */
  readonly payment_details?: {
    /** The merchant's number of the customer. */
    readonly customer_reference?: string | null
    /** The merchant's number of the order. */
    readonly order_reference?: string | null
  } | null
  /** A payment method, or a test name such as pm_card_visa. */
  readonly payment_method?: string | null
  /** A payment method that is made with the call. */
  readonly payment_method_data?: PaymentMethodData2Part
  /** Unix seconds: given up if not paid by then. Ours. */
  readonly expires_at?: number
  /** `multiple`: a code or number that is paid again and again, a charge for each payment. Ours. */
  readonly usage?: "single" | "multiple"
}

/** What PaymentIntents.VerifyMicrodeposits takes. */
export interface PaymentIntentsVerifyMicrodepositsRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** The two amounts on the statement, in the smallest unit. */
  readonly amounts?: readonly number[]
  /** The code in the description of the deposit: SM and four more characters. */
  readonly descriptor_code?: string
  /** With a publishable key: the secret of the intent. */
  readonly client_secret?: string
}

/** What PaymentMethods.Attach takes. */
export interface PaymentMethodsAttachRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** Whose it will be. */
  readonly customer: string
}

/** What PaymentMethods.Create takes. */
export interface PaymentMethodsCreateRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** A code of the catalogue of payment methods. */
  readonly type: "card" | "alipay" | "alipayplus" | "alipay_hk" | "dana" | "shopeepay" | "gcash" | "bpi" | "truemoney" | "rabbit_line_pay" | "boost" | "touchngo" | "mcash" | "grabpay" | "kakaopay" | "9pay" | "unionpay" | "link" | "paypal" | "amazon_pay" | "revolut_pay" | "mobilepay" | "satispay" | "twint" | "bizum" | "paypay" | "crypto" | "kakao_pay" | "kr_card" | "naver_pay" | "payco" | "samsung_pay" | "ideal" | "bancontact" | "eps" | "giropay" | "sofort" | "p24" | "blik" | "pay_by_bank" | "trustly" | "fpx" | "stitch" | "bank_transfer_id" | "sepa_debit" | "us_bank_account" | "bacs_debit" | "au_becs_debit" | "acss_debit" | "nz_bank_account" | "payto" | "customer_balance" | "qris" | "promptpay" | "paynow" | "pix" | "wechat_pay" | "upi" | "cashapp" | "swish" | "virtual_account" | "boleto" | "konbini" | "oxxo" | "multibanco" | "momo_mtn" | "momo_orange" | "momo_moov" | "momo_wave" | "ovo" | "mb_way" | "momo_mpesa" | "momo_airtel" | "momo_tigo" | "momo_vodacom" | "momo_vodafone" | "momo_togocel" | "momo_freemoney" | "momo_e_money" | "momo_halopesa" | "momo_zamtel" | "momo_tnm" | "momo_eu_mobile" | "momo_amanata" | "momo_zamani_cash" | "wallet_my_nita" | "wallet_djamo" | "mobile_money" | "klarna" | "akulaku" | "affirm" | "afterpay_clearpay" | "zip" | "alma" | "billie" | "scalapay" | "sequra" | "sunbit"
  /** The card, where the method is one. */
  readonly card?: {
    /** The card number; spaces and dashes are allowed. */
    readonly number?: string
    /** The month of its expiry, from 1. */
    readonly exp_month?: number
    /** Two or four digits. */
    readonly exp_year?: number
    /** Kept in memory until the authorisation is answered, and nowhere else. */
    readonly cvc?: string
    /** The networks of the card. */
    readonly networks?: {
      /** Of several networks, the one that the payer chose. */
      readonly preferred?: "cartes_bancaires" | "mastercard" | "visa" | null
    }
    /** A test token such as tok_visa. */
    readonly token?: string
  }
  /** What Alipay has to know of the payer. */
  readonly alipay?: {}
  /** What Alipay+ has to know of the payer. */
  readonly alipayplus?: {}
  /** What AlipayHK has to know of the payer. */
  readonly alipay_hk?: {}
  /** What DANA has to know of the payer. */
  readonly dana?: {}
  /** What ShopeePay has to know of the payer. */
  readonly shopeepay?: {}
  /** What GCash has to know of the payer. */
  readonly gcash?: {}
  /** What BPI has to know of the payer. */
  readonly bpi?: {}
  /** What TrueMoney has to know of the payer. */
  readonly truemoney?: {}
  /** What Rabbit LINE Pay has to know of the payer. */
  readonly rabbit_line_pay?: {}
  /** What Boost has to know of the payer. */
  readonly boost?: {}
  /** What Touch 'n Go has to know of the payer. */
  readonly touchngo?: {}
  /** What MCash has to know of the payer. */
  readonly mcash?: {}
  /** What GrabPay has to know of the payer. */
  readonly grabpay?: {}
  /** What Kakao Pay has to know of the payer. */
  readonly kakaopay?: {}
  /** What 9Pay has to know of the payer. */
  readonly "9pay"?: {}
  /** What UnionPay has to know of the payer. */
  readonly unionpay?: {}
  /** What Link has to know of the payer. */
  readonly link?: {}
  /** What PayPal has to know of the payer. */
  readonly paypal?: {}
  /** What Amazon Pay has to know of the payer. */
  readonly amazon_pay?: {}
  /** What Revolut Pay has to know of the payer. */
  readonly revolut_pay?: {}
  /** What MobilePay has to know of the payer. */
  readonly mobilepay?: {}
  /** What Satispay has to know of the payer. */
  readonly satispay?: {}
  /** What TWINT has to know of the payer. */
  readonly twint?: {}
  /** What Bizum has to know of the payer. */
  readonly bizum?: {}
  /** What PayPay has to know of the payer. */
  readonly paypay?: {}
  /** What Stablecoins has to know of the payer. */
  readonly crypto?: {}
  /** What Kakao Pay has to know of the payer. */
  readonly kakao_pay?: {}
  /** What Korean cards has to know of the payer. */
  readonly kr_card?: {}
  /** What Naver Pay has to know of the payer. */
  readonly naver_pay?: {
    /** Whether a card or an account is behind it. */
    readonly funding?: "card" | "points"
  }
  /** What PAYCO has to know of the payer. */
  readonly payco?: {}
  /** What Samsung Pay has to know of the payer. */
  readonly samsung_pay?: {}
  /** What iDEAL has to know of the payer. */
  readonly ideal?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What Bancontact has to know of the payer. */
  readonly bancontact?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What EPS has to know of the payer. */
  readonly eps?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What giropay has to know of the payer. */
  readonly giropay?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What Sofort has to know of the payer. */
  readonly sofort?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What Przelewy24 has to know of the payer. */
  readonly p24?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What BLIK has to know of the payer. */
  readonly blik?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What Pay by bank has to know of the payer. */
  readonly pay_by_bank?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What Trustly has to know of the payer. */
  readonly trustly?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What FPX has to know of the payer. */
  readonly fpx?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
    /** Whether a person or a company holds the account. */
    readonly account_holder_type?: "company" | "individual"
  }
  /** What Stitch has to know of the payer. */
  readonly stitch?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What Indonesian bank transfer has to know of the payer. */
  readonly bank_transfer_id?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What SEPA Direct Debit has to know of the payer. */
  readonly sepa_debit?: {
    /** Kept sealed; only its country, bank and last four are shown. */
    readonly iban?: string
  }
  /** What US bank account has to know of the payer. */
  readonly us_bank_account?: UsBankAccountPart
  /** What Bacs Direct Debit has to know of the payer. */
  readonly bacs_debit?: {
    /** Kept sealed; only the last four digits are shown. */
    readonly account_number?: string
    /** The bank and branch, as six digits. */
    readonly sort_code?: string
  }
  /** What BECS Direct Debit has to know of the payer. */
  readonly au_becs_debit?: {
    /** Kept sealed; only the last four digits are shown. */
    readonly account_number?: string
    /** The bank and branch, as six digits. */
    readonly bsb_number?: string
  }
  /** What Pre-authorised debit (ACSS) has to know of the payer. */
  readonly acss_debit?: {
    /** Kept sealed; only the last four digits are shown. */
    readonly account_number?: string
    /** The number of the bank. */
    readonly institution_number?: string
    /** The number of the branch. */
    readonly transit_number?: string
  }
  /** What New Zealand bank account has to know of the payer. */
  readonly nz_bank_account?: NzBankAccountPart
  /** What PayTo has to know of the payer. */
  readonly payto?: PaytoPart
  /** What Bank transfer has to know of the payer. */
  readonly customer_balance?: {}
  /** What QRIS has to know of the payer. */
  readonly qris?: {}
  /** What PromptPay has to know of the payer. */
  readonly promptpay?: {}
  /** What PayNow has to know of the payer. */
  readonly paynow?: {}
  /** What Pix has to know of the payer. */
  readonly pix?: {}
  /** What WeChat Pay has to know of the payer. */
  readonly wechat_pay?: {}
  /** What UPI has to know of the payer. */
  readonly upi?: UpiPart
  /** What Cash App Pay has to know of the payer. */
  readonly cashapp?: {}
  /** What Swish has to know of the payer. */
  readonly swish?: {}
  /** What Virtual account has to know of the payer. */
  readonly virtual_account?: VirtualAccountPart
  /** What Boleto has to know of the payer. */
  readonly boleto?: {
    /** `boleto`: CPF or CNPJ; may stand in billing_details instead. */
    readonly tax_id?: string
  }
  /** What Konbini has to know of the payer. */
  readonly konbini?: {
    /** `boleto`: CPF or CNPJ; may stand in billing_details instead. */
    readonly tax_id?: string
  }
  /** What OXXO has to know of the payer. */
  readonly oxxo?: {
    /** `boleto`: CPF or CNPJ; may stand in billing_details instead. */
    readonly tax_id?: string
  }
  /** What Multibanco has to know of the payer. */
  readonly multibanco?: {
    /** `boleto`: CPF or CNPJ; may stand in billing_details instead. */
    readonly tax_id?: string
  }
  /** What MTN Mobile Money has to know of the payer. */
  readonly momo_mtn?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Orange Money has to know of the payer. */
  readonly momo_orange?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Moov Money has to know of the payer. */
  readonly momo_moov?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Wave has to know of the payer. */
  readonly momo_wave?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What OVO has to know of the payer. */
  readonly ovo?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What MB WAY has to know of the payer. */
  readonly mb_way?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What M-Pesa has to know of the payer. */
  readonly momo_mpesa?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Airtel Money has to know of the payer. */
  readonly momo_airtel?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Tigo Pesa has to know of the payer. */
  readonly momo_tigo?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Vodacom M-Pesa has to know of the payer. */
  readonly momo_vodacom?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Vodafone Cash has to know of the payer. */
  readonly momo_vodafone?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What T-Money has to know of the payer. */
  readonly momo_togocel?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Free Money has to know of the payer. */
  readonly momo_freemoney?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What E-Money has to know of the payer. */
  readonly momo_e_money?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What HaloPesa has to know of the payer. */
  readonly momo_halopesa?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Zamtel Kwacha has to know of the payer. */
  readonly momo_zamtel?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What TNM Mpamba has to know of the payer. */
  readonly momo_tnm?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What EU Mobile Money has to know of the payer. */
  readonly momo_eu_mobile?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Amanata has to know of the payer. */
  readonly momo_amanata?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Zamani Cash has to know of the payer. */
  readonly momo_zamani_cash?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What My Nita has to know of the payer. */
  readonly wallet_my_nita?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Djamo has to know of the payer. */
  readonly wallet_djamo?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Mobile money has to know of the payer. */
  readonly mobile_money?: MobileMoneyPart
  /** What Klarna has to know of the payer. */
  readonly klarna?: KlarnaPart
  /** What Akulaku has to know of the payer. */
  readonly akulaku?: {}
  /** What Affirm has to know of the payer. */
  readonly affirm?: {}
  /** What Afterpay / Clearpay has to know of the payer. */
  readonly afterpay_clearpay?: {}
  /** What Zip has to know of the payer. */
  readonly zip?: {}
  /** What Alma has to know of the payer. */
  readonly alma?: {}
  /** What Billie has to know of the payer. */
  readonly billie?: {}
  /** What Scalapay has to know of the payer. */
  readonly scalapay?: {}
  /** What seQura has to know of the payer. */
  readonly sequra?: {}
  /** What Sunbit has to know of the payer. */
  readonly sunbit?: {}
  /** Who pays. */
  readonly billing_details?: BillingDetails3Part
  /** Your own key-value pairs: up to 50, keys of 40 and values of 500 characters. An empty value unsets a key. */
  readonly metadata?: { readonly [key: string]: string | null } | null
  /** Whether its payer may be shown it again: everywhere, on pages of its own merchant's choosing, or as was never said. */
  readonly allow_redisplay?: "always" | "limited" | "unspecified"
  /** What risk rules are told of the browser. */
  readonly radar_options?: {
    /** The session of the browser that made it. */
    readonly session?: string
  }
}

/** What PaymentMethods.Detach takes. */
export interface PaymentMethodsDetachRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
}

/** What PaymentMethods.Update takes. */
export interface PaymentMethodsUpdateRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** Who pays. */
  readonly billing_details?: BillingDetails3Part
  /** Your own key-value pairs: up to 50, keys of 40 and values of 500 characters. An empty value unsets a key. */
  readonly metadata?: { readonly [key: string]: string | null } | null
  /** Whether its payer may be shown it again: everywhere, on pages of its own merchant's choosing, or as was never said. */
  readonly allow_redisplay?: "always" | "limited" | "unspecified"
  /** The card, where the method is one. */
  readonly card?: {
    /** The month of its expiry, from 1. */
    readonly exp_month?: number
    /** The year of its expiry, in four digits. */
    readonly exp_year?: number
    /** The networks of the card. */
    readonly networks?: {
      /** Of several networks, the one that the payer chose. */
      readonly preferred?: "cartes_bancaires" | "mastercard" | "visa" | null
    }
  }
  /** The bank account. */
  readonly us_bank_account?: {
    /** Whether a person or a company holds the account. */
    readonly account_holder_type?: "company" | "individual"
    /** What kind of account it is. */
    readonly account_type?: "checking" | "savings"
  }
}

/** What Refunds.Cancel takes. */
export interface RefundsCancelRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
}

/** What Refunds.Create takes. */
export interface RefundsCreateRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** The payment, or name its charge. */
  readonly payment_intent?: string
  /** The charge, or name its payment intent. */
  readonly charge?: string
  /** All that is left by default. */
  readonly amount?: number
  /** Why the merchant refunds. */
  readonly reason?: "duplicate" | "fraudulent" | "requested_by_customer"
  /** Your own key-value pairs: up to 50, keys of 40 and values of 500 characters. An empty value unsets a key. */
  readonly metadata?: { readonly [key: string]: string | null } | null
  /** The bank account that the money goes to. */
  readonly bank_account?: BankAccountPart
  /** Where a payer is asked for the account that the money goes to, where the scheme has no way back. */
  readonly instructions_email?: string
}

/** What Refunds.Update takes. */
export interface RefundsUpdateRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** Your own key-value pairs: up to 50, keys of 40 and values of 500 characters. An empty value unsets a key. */
  readonly metadata?: { readonly [key: string]: string | null } | null
  /** The bank account that the money goes to. */
  readonly bank_account?: BankAccountPart
}

/** What SetupIntents.Cancel takes. */
export interface SetupIntentsCancelRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** Why it was cancelled. */
  readonly cancellation_reason?: "abandoned" | "duplicate" | "requested_by_customer"
}

/** What SetupIntents.Confirm takes. */
export interface SetupIntentsConfirmRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** What is wished of single methods. */
  readonly payment_method_options?: PaymentMethodOptions3Part | null
  /** Of these methods, those are offered that can be saved. */
  readonly allowed_payment_method_types?: readonly string[]
  /** A payment method, or a test name such as pm_card_visa. */
  readonly payment_method?: string | null
  /** A payment method that is made with the call. */
  readonly payment_method_data?: PaymentMethodDataPart
  /** What the payer chose on a page; the request goes before it. */
  readonly confirmation_token?: string
  /** How the payer agreed to be charged. */
  readonly mandate_data?: MandateData2Part | null
  /** Where the payer comes back to. */
  readonly return_url?: string
  /** Accepted and without effect: the next action is chosen by return_url. */
  readonly use_stripe_sdk?: boolean
  /** With a publishable key: the secret of the setup intent. */
  readonly client_secret?: string
}

/** What SetupIntents.Create takes. */
export interface SetupIntentsCreateRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** Whose method it becomes. */
  readonly customer?: string | null
  /** What it is for. */
  readonly description?: string | null
  /** Your own key-value pairs: up to 50, keys of 40 and values of 500 characters. An empty value unsets a key. */
  readonly metadata?: { readonly [key: string]: string | null } | null
  /** What can be saved with it. */
  readonly payment_method_types?: readonly string[]
  /** Kept and shown; methods are offered as they fit. */
  readonly payment_method_configuration?: string
  /** Of these methods, those are offered that can be saved. */
  readonly allowed_payment_method_types?: readonly string[]
  /** Methods that are not offered. */
  readonly excluded_payment_method_types?: readonly string[] | null
  /** What is wished of single methods. */
  readonly payment_method_options?: PaymentMethodOptions3Part | null
  /** A payment method, or a test name such as pm_card_visa. */
  readonly payment_method?: string | null
  /** A payment method that is made with the call. */
  readonly payment_method_data?: PaymentMethodDataPart
  /** Whether methods are offered as they can be saved; null where the merchant named them. */
  readonly automatic_payment_methods?: {
    /** Whether every method is offered that can be saved. */
    readonly enabled: boolean
    /** Whether methods are offered that send the payer to another page. */
    readonly allow_redirects?: "always" | "never"
  }
  /** Confirm at once. */
  readonly confirm?: boolean
  /** The payer's leave is for one payment of this much. */
  readonly single_use?: {
    /** What the payer agrees to, once. */
    readonly amount: number
    /** ISO 4217 code, for example `eur`. */
    readonly currency: string
  }
  /** Whether later payments are made with the payer (`on_session`) or without. */
  readonly usage?: "on_session" | "off_session"
  /** What the payer chose on a page; the request goes before it. */
  readonly confirmation_token?: string
  /** How the payer agreed to be charged. */
  readonly mandate_data?: MandateData2Part | null
  /** Where the payer comes back to. */
  readonly return_url?: string
  /** Accepted and without effect: the next action is chosen by return_url. */
  readonly use_stripe_sdk?: boolean
}

/** What SetupIntents.Update takes. */
export interface SetupIntentsUpdateRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** Whose method it becomes. */
  readonly customer?: string | null
  /** What it is for. */
  readonly description?: string | null
  /** Your own key-value pairs: up to 50, keys of 40 and values of 500 characters. An empty value unsets a key. */
  readonly metadata?: { readonly [key: string]: string | null } | null
  /** What can be saved with it. */
  readonly payment_method_types?: readonly string[]
  /** Kept and shown; methods are offered as they fit. */
  readonly payment_method_configuration?: string
  /** Of these methods, those are offered that can be saved. */
  readonly allowed_payment_method_types?: readonly string[]
  /** Methods that are not offered. */
  readonly excluded_payment_method_types?: readonly string[] | null
  /** What is wished of single methods. */
  readonly payment_method_options?: PaymentMethodOptions3Part | null
  /** A payment method, or a test name such as pm_card_visa. */
  readonly payment_method?: string | null
  /** A payment method that is made with the call. */
  readonly payment_method_data?: PaymentMethodDataPart
}

/** What SetupIntents.VerifyMicrodeposits takes. */
export interface SetupIntentsVerifyMicrodepositsRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** The two amounts on the statement, in the smallest unit. */
  readonly amounts?: readonly number[]
  /** The code in the description of the deposit: SM and four more characters. */
  readonly descriptor_code?: string
  /** With a publishable key: the secret of the intent. */
  readonly client_secret?: string
}

/** What TestHelpers.Clock takes. */
export interface TestHelpersClockRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** Seconds from where the clock stands now. */
  readonly advance?: number
  /** Unix seconds at which the clock stands still. Forward, what becomes due on the way is done. */
  readonly frozen_time?: number
  /** Back to the wall clock. */
  readonly reset?: boolean
}

/** What TestHelpers.ConfirmationTokens.Create takes. */
export interface TestHelpersConfirmationTokensCreateRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** A payment method, or a test name such as pm_card_visa. */
  readonly payment_method?: string | null
  /** A payment method that is made with the call. */
  readonly payment_method_data?: PaymentMethodDataPart
  /** What was chosen for single methods. */
  readonly payment_method_options?: PaymentMethodOptionsPart
  /** How the payer agreed to be charged. */
  readonly mandate_data?: MandateDataPart | null
  /** Where the payer comes back to. */
  readonly return_url?: string
  /** Whether the payer let the method be saved. */
  readonly setup_future_usage?: "on_session" | "off_session"
  /** Where bought goods are sent. */
  readonly shipping?: ShippingPart
}

/** What TestHelpers.Faults.Create takes. */
export interface TestHelpersFaultsCreateRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** The call that it meets. */
  readonly on: "authorise" | "capture" | "void" | "increment" | "refund" | "cancel_refund" | "verify" | "notification"
  /** What goes wrong. */
  readonly do: "out_of_order" | "lose_answer" | "never_receive" | "delay_answer" | "report_late" | "amount_off" | "bounce" | "notify_early" | "notify_twice" | "notify_late" | "notify_never"
  /** Only of this payment intent. */
  readonly payment?: string
  /** Only of this method. */
  readonly method?: string
  /** Only through this account. */
  readonly connector_account?: string
  /** Only the call of this number among those that it fits, from 1. */
  readonly nth?: number
  /** Every so many calls that it fits. */
  readonly every?: number
  /** Of the calls, drawn from the seed. */
  readonly share_percent?: number
  /** What the share is drawn from. */
  readonly seed?: string
  /** Of the environment's clock; absent: never. */
  readonly known_after_seconds?: number | null
  /** How long an answer takes, in milliseconds of real time. */
  readonly delay_ms?: number
  /** How much more, or less, is reported than was paid. In the currency's smallest unit. */
  readonly amount_by?: number
}

/** What TestHelpers.PaymentIntents.Simulate takes. */
export interface TestHelpersPaymentIntentsSimulateRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** What the payer does. */
  readonly outcome: "succeed" | "decline" | "insufficient_funds" | "abandon" | "expire" | "pay_late"
  /** Smallest unit of what the payer pays in. */
  readonly amount?: number
}

/** What TestHelpers.Refunds.Expire takes. */
export interface TestHelpersRefundsExpireRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
}

/** What Tokens.Create takes. */
export interface TokensCreateRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** The card that it stands for. */
  readonly card?: Source2Part
}

/** What WebhookDeliveries.Resend takes. */
export interface WebhookDeliveriesResendRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** Only for this endpoint; by default for every one that wants the type. */
  readonly webhook_endpoint?: string
}

/** What WebhookDeliveries.ResendSince takes. */
export interface WebhookDeliveriesResendSinceRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** Unix seconds. */
  readonly since?: number
  /** The event after which to begin. */
  readonly after?: string
  /** Leave out what the endpoint has acknowledged. */
  readonly undelivered_only?: boolean
}

/** What WebhookEndpoints.Create takes. */
export interface WebhookEndpointsCreateRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** Where events are sent: https in live mode; in a sandbox also http and this machine. */
  readonly url: string
  /** Event types: '*' for all, 'charge.*' for a family, or single types. The reference of events lists them. */
  readonly enabled_events: readonly string[]
  /** A published version: its events are labelled with it. They have the shapes of the one version that this server speaks. */
  readonly api_version?: string
  /** In whose words events are told: `native`, or the name of a foreign API. Ours. */
  readonly format?: string
  /** With a foreign format: the secret that its signatures are made with, instead of a new one. Ours. */
  readonly secret?: string
  /** There are no connected accounts. */
  readonly connect?: false
  /** What it is for. */
  readonly description?: string | null
  /** Your own key-value pairs: up to 50, keys of 40 and values of 500 characters. An empty value unsets a key. */
  readonly metadata?: { readonly [key: string]: string | null } | null
  /** Sandboxes only: faults on purpose, to test a handler. */
  readonly chaos?: ChaosPart | null
}

/** What WebhookEndpoints.RollSecret takes. */
export interface WebhookEndpointsRollSecretRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** At most, and by default, 24 hours. */
  readonly overlap_seconds?: number
}

/** What WebhookEndpoints.Update takes. */
export interface WebhookEndpointsUpdateRequest {
  /** Fields to show whole instead of by id, at most four levels deep. */
  readonly expand?: readonly string[]
  /** Where events are sent: https in live mode; in a sandbox also http and this machine. */
  readonly url?: string
  /** Event types: '*' for all, 'charge.*' for a family, or single types. The reference of events lists them. */
  readonly enabled_events?: readonly string[]
  /** While it is switched off nothing is delivered, and nothing later either. */
  readonly disabled?: boolean
  /** What it is for. */
  readonly description?: string | null
  /** Your own key-value pairs: up to 50, keys of 40 and values of 500 characters. An empty value unsets a key. */
  readonly metadata?: { readonly [key: string]: string | null } | null
  /** Sandboxes only: faults on purpose, to test a handler. */
  readonly chaos?: ChaosPart | null
}

/** The account that a key belongs to. */
export interface Account {
  /** The id of the account. */
  readonly id: string
  /** What this object is: always `account`. */
  readonly object: "account"
  /** Always null: nothing is kept of the business. */
  readonly business_profile: null
  /** What the account can do. */
  readonly capabilities: {
    /** Always active. */
    readonly card_payments: "active"
  }
  /** Always true: the account can take payments. */
  readonly charges_enabled: boolean
  /** Where the account is at home, as two letters. */
  readonly country: string
  /** The currency of the account. An ISO 4217 code in lower case. */
  readonly default_currency: string
  /** Always true: nothing more is asked of it. */
  readonly details_submitted: boolean
  /** Always null: none is kept. */
  readonly email: null
  /** Always false: there are no payouts yet. */
  readonly payouts_enabled: boolean
  /** Always null: settings are not in the API. */
  readonly settings: null
  /** Always standard. */
  readonly type: "standard"
}

/** A key that opens an environment. */
export interface ApiKey {
  /** The id of the key; not the key itself. */
  readonly id: string
  /** What this object is: always `api_key`. */
  readonly object: "api_key"
  /** When it was made. In unix seconds. */
  readonly created: number
  /** The beginning and the end of the key, to recognise it by. */
  readonly hint: string
  /** The key itself: in the answer that made it, and never again. */
  readonly key?: string
  /** Whether it opens a live environment. */
  readonly livemode: boolean
  /** What the merchant calls it. */
  readonly name: string | null
  /** Of a restricted key, what it may do, by resource; to write includes to read. */
  readonly permissions: { readonly [key: string]: "read" | "write" } | null
  /** Requests a second that it may make; null: as the environment says. */
  readonly rate_limit: number | null
  /** From when on it opens nothing. In unix seconds. */
  readonly revoked_at: number | null
  /** What kind of key it is. */
  readonly type: "secret" | "publishable" | "restricted"
}

/** A page of a list: api_key. */
export interface ApiKeyList {
  /** What this object is: always `list`. */
  readonly object: "list"
  /** The objects of the page, newest first. */
  readonly data: readonly ApiKey[]
  /** Whether there are more after these. */
  readonly has_more: boolean
  /** The path of the list. */
  readonly url: string
}

/** A write: who, by which call, and what changed. */
export interface AuditLogEntry {
  /** The id of the entry. */
  readonly id: string
  /** What this object is: always `audit_log_entry`. */
  readonly object: "audit_log_entry"
  /** Who wrote. */
  readonly actor: {
    /** Who wrote: a key, a payer, the outcome of a call, a schedule, or an operator. */
    readonly type: "api_key" | "payer" | "processor" | "schedule" | "operator"
    /** The network address that the request came from. */
    readonly address: string | null
    /** The id of the key. */
    readonly api_key: string | null
    /** The beginning and the end of the key. */
    readonly api_key_hint: string | null
  }
  /** What changed, object by object. Secrets are left out. */
  readonly changes: ReadonlyArray<{
    /** What kind of object changed. */
    readonly object: string
    /** The id of the object. */
    readonly id: string
    /** The fields that changed, as they were; null of a new object. */
    readonly before: {
      readonly [name: string]: unknown
    } | null
    /** The fields that changed, as they are; null of one that is gone. */
    readonly after: {
      readonly [name: string]: unknown
    } | null
  }>
  /** When it was written, by the wall clock. In unix seconds. */
  readonly created: number
  /** Whether it was written in a live environment. */
  readonly livemode: boolean
  /** What was done: `payment_intent.capture`. */
  readonly operation: string
  /** The request that wrote. */
  readonly request: {
    /** The id of the request. */
    readonly id: string
    /** Its method and path. */
    readonly call: string | null
  } | null
}

/** A page of a list: audit_log_entry. */
export interface AuditLogEntryList {
  /** What this object is: always `list`. */
  readonly object: "list"
  /** The objects of the page, newest first. */
  readonly data: readonly AuditLogEntry[]
  /** Whether there are more after these. */
  readonly has_more: boolean
  /** The path of the list. */
  readonly url: string
}

/** The merchant's money: what is available, and what is pending. */
export interface Balance {
  /** What this object is: always `balance`. */
  readonly object: "balance"
  /** What is at the merchant's disposal, by currency. */
  readonly available: readonly AvailablePart[]
  /** Whether it is real money. */
  readonly livemode: boolean
  /** What was paid and is not available yet, by currency. */
  readonly pending: readonly AvailablePart[]
}

/** What changed the balance: a charge, a refund, or one that failed. */
export interface BalanceTransaction {
  /** The id of the balance transaction. */
  readonly id: string
  /** What this object is: always `balance_transaction`. */
  readonly object: "balance_transaction"
  /** What it brings before fees; below zero it takes. In the currency's smallest unit. */
  readonly amount: number
  /** When the money becomes available. In unix seconds. */
  readonly available_on: number
  /** Which balance it changes: there is one. */
  readonly balance_type: "payments"
  /** When it happened. In unix seconds. */
  readonly created: number
  /** The currency of its amounts. An ISO 4217 code in lower case. */
  readonly currency: string
  /** Always null: what it is for stands at its source. */
  readonly description: null
  /** Always null: balances are kept in the currency of the payment. */
  readonly exchange_rate: null
  /** What is taken for processing. In the currency's smallest unit. */
  readonly fee: number
  /** What the fee is made of. */
  readonly fee_details: ReadonlyArray<{
    /** The fee. In the currency's smallest unit. */
    readonly amount: number
    /** Always null: there are no platforms yet. */
    readonly application: null
    /** The currency of the fee. An ISO 4217 code in lower case. */
    readonly currency: string
    /** What it is for. */
    readonly description: string
    /** Who takes it: the gateway. */
    readonly type: "stripe_fee"
  }>
  /** What is left for the merchant. In the currency's smallest unit. */
  readonly net: number
  /** The same as the type. */
  readonly reporting_category: "charge" | "refund" | "refund_failure"
  /** The charge or refund that it belongs to. */
  readonly source: string | Charge | Refund
  /** Whether the money is available. */
  readonly status: "available" | "pending"
  /** What happened. */
  readonly type: "charge" | "refund" | "refund_failure"
}

/** A page of a list: balance_transaction. */
export interface BalanceTransactionList {
  /** What this object is: always `list`. */
  readonly object: "list"
  /** The objects of the page, newest first. */
  readonly data: readonly BalanceTransaction[]
  /** Whether there are more after these. */
  readonly has_more: boolean
  /** The path of the list. */
  readonly url: string
}

/** A saved card, as older code knows it. */
export interface Card {
  /** The id of the card: that of its payment method with another prefix. */
  readonly id: string
  /** What this object is: always `card`. */
  readonly object: "card"
  /** The payer's city. */
  readonly address_city: string | null
  /** The payer's country. */
  readonly address_country: string | null
  /** The payer's street and number. */
  readonly address_line1: string | null
  /** Whether the issuer has that street: `pass`, `fail`, `unavailable`, `unchecked`. */
  readonly address_line1_check: string | null
  /** The second line of the payer's address. */
  readonly address_line2: string | null
  /** The payer's state or province. */
  readonly address_state: string | null
  /** The payer's postal code. */
  readonly address_zip: string | null
  /** Whether the issuer has that postal code: `pass`, `fail`, `unavailable`, `unchecked`. */
  readonly address_zip_check: string | null
  /** The brand in the words of older code: `Visa`, `MasterCard`. */
  readonly brand: string
  /** The country of the issuer, as two letters. */
  readonly country: string | null
  /** Whether the security code was right: `pass`, `fail`, `unavailable`, `unchecked`. */
  readonly cvc_check: string | null
  /** Always null: numbers of devices are not told apart. */
  readonly dynamic_last4: null
  /** The month of its expiry, from 1. */
  readonly exp_month: number
  /** The year of its expiry, in four digits. */
  readonly exp_year: number
  /** The same for the same number within this account; two cards can be compared by it. */
  readonly fingerprint: string | null
  /** Whose money is behind it. */
  readonly funding: "credit" | "debit" | "prepaid" | "unknown"
  /** The last four digits of the number. */
  readonly last4: string
  /** Your own key-value pairs. */
  readonly metadata: { readonly [key: string]: string }
  /** The payer's name. */
  readonly name: string | null
  /** Whether the issuer's fees are capped by law; not told apart here. */
  readonly regulated_status: "unregulated"
  /** Always null: cards of wallets are not told apart. */
  readonly tokenization_method: null
  /** Always null: cards of wallets are not told apart. */
  readonly wallet: null
  /** The customer that it is saved for. */
  readonly customer: string | Customer | DeletedCustomer | null
}

/** A page of a list: card. */
export interface CardList {
  /** What this object is: always `list`. */
  readonly object: "list"
  /** The objects of the page, newest first. */
  readonly data: readonly Card[]
  /** Whether there are more after these. */
  readonly has_more: boolean
  /** The path of the list. */
  readonly url: string
}

/** An attempt to pay that the processor has answered. */
export interface Charge {
  /** The id of the charge. */
  readonly id: string
  /** What this object is: always `charge`. */
  readonly object: "charge"
  /** What was asked for. In the currency's smallest unit. */
  readonly amount: number
  /** What was captured of it. In the currency's smallest unit. */
  readonly amount_captured: number
  /** What went back to the payer, or was given back uncaptured. In the currency's smallest unit. */
  readonly amount_refunded: number
  /** Always null: there are no platforms yet. */
  readonly application: null
  /** Always null: there are no platforms yet. */
  readonly application_fee: null
  /** Always null: there are no platforms yet. */
  readonly application_fee_amount: null
  /** What it brought to the balance; null until it is captured. */
  readonly balance_transaction: string | BalanceTransaction | null
  /** Who pays. */
  readonly billing_details: BillingDetailsPart
  /** What the payer reads on the statement. */
  readonly calculated_statement_descriptor: string
  /** Whether nothing more can be captured. */
  readonly captured: boolean
  /** When the processor answered. In unix seconds. */
  readonly created: number
  /** The currency of its amounts. An ISO 4217 code in lower case. */
  readonly currency: string
  /** The customer who paid. */
  readonly customer: string | Customer | DeletedCustomer | null
  /** What it is for. */
  readonly description: string | null
  /** Whether the payer disputes it; there are no disputes yet. */
  readonly disputed: boolean
  /** Always null: a failed charge moves nothing. */
  readonly failure_balance_transaction: null
  /** The code of the error that it failed with. */
  readonly failure_code: string | null
  /** Why it failed, for people. */
  readonly failure_message: string | null
  /** What the merchant says of fraud. */
  readonly fraud_details: {
    /** What the merchant reported. */
    readonly user_report?: "fraudulent" | "safe"
  }
  /** Whether real money moved. */
  readonly livemode: boolean
  /** Your own key-value pairs; a copy of those that the payment intent had. */
  readonly metadata: { readonly [key: string]: string }
  /** Always null: there are no connected accounts yet. */
  readonly on_behalf_of: null
  /** How the payment was judged by issuer, network and risk rules. */
  readonly outcome: {
    /** What the issuer advises after a decline. */
    readonly advice_code: "confirm_card_data" | "do_not_try_again" | "try_again_later" | null
    /** Always null: the network's own advice is told in advice_code. */
    readonly network_advice_code: null
    /** The code that the network answered a decline with. */
    readonly network_decline_code: string | null
    /** What the network said. */
    readonly network_status: "approved_by_network" | "declined_by_network" | "not_sent_to_network"
    /** Why it ended so, in one word: `insufficient_funds`, `elevated_risk_level`. */
    readonly reason: string | null
    /** How risky the payment seemed. */
    readonly risk_level: "normal" | "elevated" | "highest"
    /** The same as a number from 0 to 99. */
    readonly risk_score: number
    /** What happened, for the merchant. */
    readonly seller_message: string
    /** How it ended. */
    readonly type: "authorized" | "blocked" | "issuer_declined"
  }
  /** Whether it succeeded, or was authorised. */
  readonly paid: boolean
  /** The payment intent that it belongs to. */
  readonly payment_intent: string | PaymentIntent
  /** The method that was charged. */
  readonly payment_method: string | PaymentMethod
  /** The method as it was when it was charged. */
  readonly payment_method_details: {
    /** Which method it is: `card`, `sepa_debit`, `qris`, or another of the catalogue. The member of that name tells more. */
    readonly type: string
    /** The card as it was charged. */
    readonly card?: {
      /** What the issuer authorised. In the currency's smallest unit. */
      readonly amount_authorized: number | null
      /** The issuer's code of the authorisation. */
      readonly authorization_code: string | null
      /** The brand of the card: `visa`, `mastercard`. */
      readonly brand: string
      /** The country of the issuer, as two letters. */
      readonly country: string | null
      /** The month of its expiry, from 1. */
      readonly exp_month: number
      /** The year of its expiry, in four digits. */
      readonly exp_year: number
      /** Whose money is behind it. */
      readonly funding: "credit" | "debit" | "prepaid" | "unknown"
      /** The last four digits of the number. */
      readonly last4: string
      /** When the authorisation ends. In unix seconds. */
      readonly capture_before?: number
      /** What the issuer said of the details that came with the card. */
      readonly checks: ChecksPart
      /** The indicator of the authentication that went to the network. */
      readonly electronic_commerce_indicator: "01" | "02" | "05" | "06" | "07" | null
      /** Whether the money is held longer than usual. */
      readonly extended_authorization: {
        /** Whether it is held longer than usual. */
        readonly status: "enabled" | "disabled"
      }
      /** The same for the same number within this account; two cards can be compared by it. */
      readonly fingerprint: string
      /** Whether the authorised amount can be raised. */
      readonly incremental_authorization: {
        /** Whether it can be done. */
        readonly status: "available" | "unavailable"
      }
      /** Payment by instalments. */
      readonly installments: InstallmentsPart | null
      /** The mandate that it was charged under. */
      readonly mandate: string | null
      /** Taken by mail or telephone. */
      readonly moto?: boolean
      /** Whether it can be captured in several parts. */
      readonly multicapture: {
        /** Whether it can be done. */
        readonly status: "available" | "unavailable"
      }
      /** The network that carried it. */
      readonly network: string | null
      /** Tokens of the network. */
      readonly network_token: {
        /** Whether a token of the network was used. */
        readonly used: boolean
      }
      /** The network's id of the payment. */
      readonly network_transaction_id: string | null
      /** Whether more can be captured than was authorised. */
      readonly overcapture: {
        /** The most that can be captured. In the currency's smallest unit. */
        readonly maximum_amount_capturable: number
        /** Whether more can be captured than was authorised. */
        readonly status: "available" | "unavailable"
      }
      /** Whether the issuer's fees are capped by law; not told apart here. */
      readonly regulated_status: "unregulated"
      /** What the card is saved for. */
      readonly setup_credential_usage?: "installment" | "recurring" | "unscheduled"
      /** What kind of payment with a saved card it is. */
      readonly stored_credential_usage?: "installment" | "recurring" | "unscheduled"
      /** How the payer was authenticated; null where nobody asked. */
      readonly three_d_secure: {
        /** Whether the payer was challenged. */
        readonly authentication_flow: "challenge" | "frictionless" | null
        /** The indicator that went to the network. */
        readonly electronic_commerce_indicator: "01" | "02" | "05" | "06" | "07" | null
        /** How the authentication ended. */
        readonly result: "authenticated" | "attempt_acknowledged" | "exempted" | "failed" | "not_supported" | "processing_error" | null
        /** Why it did not succeed. */
        readonly result_reason: "abandoned" | "bypassed" | "canceled" | "card_not_enrolled" | "network_not_supported" | "protocol_error" | "rejected" | null
        /** The directory server's id of the authentication. */
        readonly transaction_id: string | null
        /** The version of 3-D Secure. */
        readonly version: "1.0.2" | "2.1.0" | "2.2.0" | "2.3.0" | "2.3.1" | null
        /** Always null: no exemptions are asked for. */
        readonly exemption_indicator: null
      } | null
      /** Always null: networks give none yet. */
      readonly transaction_link_id: null
      /** Always null: cards of wallets are not told apart. */
      readonly wallet: null
    }
    readonly [name: string]: unknown
  }
  /** What the payer pays, where it is in another currency than the merchant asked for. */
  readonly presentment_details?: {
    /** What the payer pays. In the currency's smallest unit. */
    readonly presentment_amount: number
    /** The currency that the payer pays in. An ISO 4217 code in lower case. */
    readonly presentment_currency: string
  }
  /** Units of the payer's currency for one of the merchant's, as a decimal number. Ours. */
  readonly exchange_rate?: string
  /** What is added to the exchange rate, as a decimal number: 0.01 is one percent. Ours. */
  readonly correction_rate?: string
  /** It went through a backup account, after another had failed. Ours. */
  readonly is_fallback?: boolean
  /** What risk rules were told of the browser. */
  readonly radar_options?: {
    /** The session of the payer's browser. */
    readonly session: string
  }
  /** Where a receipt would be sent to. */
  readonly receipt_email: string | null
  /** Always null: receipts are the shop's. */
  readonly receipt_number: null
  /** Always null: receipts are the shop's. */
  readonly receipt_url: null
  /** Whether all of it went back. */
  readonly refunded: boolean
  /** Its refunds. Shown where the request expands it. */
  readonly refunds?: {
    /** What this object is: always `list`. */
    readonly object: "list"
    /** The newest of them, newest first. */
    readonly data: readonly Refund[]
    /** Whether there are more than these. */
    readonly has_more: boolean
    /** The path of the whole list. */
    readonly url: string
  }
  /** Always null: there are no reviews. */
  readonly review: null
  /** Where bought goods are sent. */
  readonly shipping: Shipping2Part | null
  /** The card, where older code charged it. */
  readonly source: Card | null
  /** Always null: there are no transfers. */
  readonly source_transfer: null
  /** What the merchant wants on the statement. */
  readonly statement_descriptor: string | null
  /** What is added to the account's own descriptor. */
  readonly statement_descriptor_suffix: string | null
  /** How it stands: `pending` is accepted, and the scheme tells the outcome later. */
  readonly status: "pending" | "succeeded" | "failed"
  /** Always null: there are no transfers. */
  readonly transfer_data: null
  /** A name by which the merchant groups payments. */
  readonly transfer_group: string | null
}

/** A page of a list: charge. */
export interface ChargeList {
  /** What this object is: always `list`. */
  readonly object: "list"
  /** The objects of the page, newest first. */
  readonly data: readonly Charge[]
  /** Whether there are more after these. */
  readonly has_more: boolean
  /** The path of the list. */
  readonly url: string
}

/** A page of a search: charge. */
export interface ChargeSearchResult {
  /** What this object is: always `search_result`. */
  readonly object: "search_result"
  /** The objects of the page, newest first. */
  readonly data: readonly Charge[]
  /** Whether there are more after these. */
  readonly has_more: boolean
  /** The path of the list. */
  readonly url: string
  /** What the next call sends as `page`; null on the last. */
  readonly next_page: string | null
  /** How many there are in all. Shown where the request expands it. */
  readonly total_count?: number
}

/** What a payer chose on a page, for a server to confirm with once. */
export interface ConfirmationToken {
  /** The id of the token. */
  readonly id: string
  /** What this object is: always `confirmation_token`. */
  readonly object: "confirmation_token"
  /** When it was made. In unix seconds. */
  readonly created: number
  /** Until when it can be confirmed with. In unix seconds. */
  readonly expires_at: number
  /** Whether real money is behind it. */
  readonly livemode: boolean
  /** How the payer agreed to be charged. */
  readonly mandate_data: {
    /** How the payer agreed. */
    readonly customer_acceptance: {
      /** Agreed on a page. */
      readonly online: {
        /** The address of the payer's browser. */
        readonly ip_address: string | null
        /** The name that the payer's browser gave of itself. */
        readonly user_agent: string | null
      } | null
      /** How the payer agreed. */
      readonly type: "offline" | "online"
    }
  } | null
  /** Always null: notes belong to what is confirmed. */
  readonly metadata: null
  /** The payment intent that it confirmed. */
  readonly payment_intent: string | null
  /** What was chosen for single methods. */
  readonly payment_method_options: {
    /** What was chosen for a card. */
    readonly card: {
      /** Always null: there are no tokens of security codes. */
      readonly cvc_token: null
      /** Payment by instalments. */
      readonly installments: InstallmentsPart
    }
  } | null
  /** The method that the payer chose. */
  readonly payment_method_preview: {
    /** Whether its payer may be shown it again: everywhere, on pages of its own merchant's choosing, or as was never said. */
    readonly allow_redisplay: "always" | "limited" | "unspecified"
    /** Who pays. */
    readonly billing_details: BillingDetailsPart
    /** The card, where the method is one. */
    readonly card?: CardPart
    /** The customer that it is saved for. */
    readonly customer: string | Customer | DeletedCustomer | null
    /** Always null: there are no accounts of customers. */
    readonly customer_account: null
    /** What risk rules are told of the browser. */
    readonly radar_options?: {
      /** The session of the browser that made it. */
      readonly session: string
    }
    /** Which method it is: `card`, `sepa_debit`, `qris`, or another of the catalogue. The member of that name tells more. */
    readonly type: string
    readonly [name: string]: unknown
  }
  /** Where the payer comes back to. */
  readonly return_url: string | null
  /** Whether the payer let the method be saved. */
  readonly setup_future_usage: "off_session" | "on_session" | null
  /** The setup intent that it confirmed. */
  readonly setup_intent: string | null
  /** Where bought goods are sent. */
  readonly shipping: {
    /** Where the goods go. */
    readonly address: AddressPart
    /** Who gets them. */
    readonly name: string
    /** The phone number of who gets them. */
    readonly phone: string | null
  } | null
  /** Always false: challenges lead to a page. */
  readonly use_stripe_sdk: boolean
}

/** Who pays again and again, with saved payment methods. */
export interface Customer {
  /** The id of the customer. */
  readonly id: string
  /** What this object is: always `customer`. */
  readonly object: "customer"
  /** The customer's address. */
  readonly address: AddressPart | null
  /** What the next invoice would count for or against the customer; below zero is a credit. A note: no money stands behind it. In the currency's smallest unit. */
  readonly balance: number
  /** The name of the customer's business. */
  readonly business_name?: string
  /** When the customer was made. In unix seconds. */
  readonly created: number
  /** The currency of the balance. An ISO 4217 code in lower case. */
  readonly currency: string | null
  /** Always null: there are no accounts of customers. */
  readonly customer_account: null
  /** The saved card that older code charges where it names none. */
  readonly default_source: string | Card | null
  /** Whether an invoice is overdue; there are no invoices yet. */
  readonly delinquent: boolean
  /** The merchant's note. */
  readonly description: string | null
  /** Always null: there are no discounts yet. */
  readonly discount: null
  /** The e-mail address. */
  readonly email: string | null
  /** The name of the person. */
  readonly individual_name?: string
  /** What numbers of invoices would begin with. */
  readonly invoice_prefix: string
  /** How invoices to the customer would be made. Kept and shown; there are no invoices yet. */
  readonly invoice_settings: {
    /** Lines that the merchant adds to invoices. */
    readonly custom_fields: ReadonlyArray<{
      /** What the line is called. */
      readonly name: string
      /** What stands in it. */
      readonly value: string
    }> | null
    /** The saved method that invoices would be paid with. */
    readonly default_payment_method: string | PaymentMethod | null
    /** What stands below invoices. */
    readonly footer: string | null
    /** How invoices look. */
    readonly rendering_options: {
      /** Whether prices are shown with their tax. */
      readonly amount_tax_display: "exclude_tax" | "include_inclusive_tax" | null
      /** The template of invoices, by its id. */
      readonly template: string | null
    } | null
  }
  /** Whether it is a customer of a live environment. */
  readonly livemode: boolean
  /** Your own key-value pairs. */
  readonly metadata: { readonly [key: string]: string }
  /** The full name, or that of a business. */
  readonly name: string | null
  /** The number that the next invoice would get. */
  readonly next_invoice_sequence: number
  /** The phone number. */
  readonly phone: string | null
  /** The languages of the customer, the preferred one first. */
  readonly preferred_locales: readonly string[]
  /** Where bought goods are sent. */
  readonly shipping: Shipping2Part | null
  /** Whether the customer pays tax. */
  readonly tax_exempt: "none" | "exempt" | "reverse"
  /** Always null: a whole sandbox has a clock. */
  readonly test_clock: null
  /** Always empty: there are no invoices yet. Shown where the request expands it. */
  readonly invoice_credit_balance?: {}
  /** The customer's saved cards, as older code knows them. Shown where the request expands it. */
  readonly sources?: {
    /** What this object is: always `list`. */
    readonly object: "list"
    /** The newest of them, newest first. */
    readonly data: readonly Card[]
    /** Whether there are more than these. */
    readonly has_more: boolean
    /** The path of the whole list. */
    readonly url: string
  }
  /** Always empty: there are no subscriptions yet. Shown where the request expands it. */
  readonly subscriptions?: SubscriptionsPart
  /** That nothing is known of the customer's place of taxation. Shown where the request expands it. */
  readonly tax?: {
    readonly [name: string]: unknown
  }
  /** Always empty: there are no tax numbers yet. Shown where the request expands it. */
  readonly tax_ids?: SubscriptionsPart
}

/** A page of a list: customer. */
export interface CustomerList {
  /** What this object is: always `list`. */
  readonly object: "list"
  /** The objects of the page, newest first. */
  readonly data: readonly Customer[]
  /** Whether there are more after these. */
  readonly has_more: boolean
  /** The path of the list. */
  readonly url: string
}

/** A page of a search: customer. */
export interface CustomerSearchResult {
  /** What this object is: always `search_result`. */
  readonly object: "search_result"
  /** The objects of the page, newest first. */
  readonly data: readonly Customer[]
  /** Whether there are more after these. */
  readonly has_more: boolean
  /** The path of the list. */
  readonly url: string
  /** What the next call sends as `page`; null on the last. */
  readonly next_page: string | null
  /** How many there are in all. Shown where the request expands it. */
  readonly total_count?: number
}

/** A short leave for a page to see a customer's saved payment methods. */
export interface CustomerSession {
  /** What this object is: always `customer_session`. */
  readonly object: "customer_session"
  /** What a page sends beside a publishable key. To be kept out of logs and links. */
  readonly client_secret: string
  /** What the session is for. */
  readonly components: {
    /** Entitlements of the customer. */
    readonly active_entitlements: {
      /** Always false: there is no such component. */
      readonly enabled: boolean
    }
    /** A button to buy. */
    readonly buy_button: {
      /** Always false: there is no such component. */
      readonly enabled: boolean
    }
    /** A portal for customers. */
    readonly customer_portal: {
      /** Always false: there is no such component. */
      readonly enabled: boolean
    }
    /** A sheet of saved methods in an app. */
    readonly customer_sheet: {
      /** Always false: there is no such component. */
      readonly enabled: boolean
      /** Always null: there is no such component. */
      readonly features: null
    }
    /** A payment page in an app. */
    readonly mobile_payment_element: {
      /** Always false: there is no such component. */
      readonly enabled: boolean
      /** Always null: there is no such component. */
      readonly features: null
    }
    /** A page that pays. */
    readonly payment_element: {
      /** Always true: it is what a session is for. */
      readonly enabled: boolean
      /** What the page may do with the saved methods. */
      readonly features: {
        /** Which saved methods are shown, by what their payers allowed. */
        readonly payment_method_allow_redisplay_filters: ReadonlyArray<"always" | "limited" | "unspecified">
        /** Whether saved methods are shown. */
        readonly payment_method_redisplay: "enabled" | "disabled"
        /** How many are shown at most. */
        readonly payment_method_redisplay_limit: number | null
        /** Whether the payer may take saved methods away. */
        readonly payment_method_remove: "enabled" | "disabled"
        /** Whether the payer may save a method. */
        readonly payment_method_save: "enabled" | "disabled"
        /** For which payments a method is saved. */
        readonly payment_method_save_usage: "off_session" | "on_session" | null
      }
    }
    /** A table of prices. */
    readonly pricing_table: {
      /** Always false: there is no such component. */
      readonly enabled: boolean
    }
  }
  /** When it was opened. In unix seconds. */
  readonly created: number
  /** Whose saved methods may be seen. */
  readonly customer: string | Customer | DeletedCustomer
  /** Always null: there are no accounts of customers. */
  readonly customer_account: null
  /** When it ends. In unix seconds. */
  readonly expires_at: number
  /** Whether it is a session of a live environment. */
  readonly livemode: boolean
}

/** What is left of a deleted card: its id. */
export interface DeletedCard {
  /** The id that it had. */
  readonly id: string
  /** What this object was: always `card`. */
  readonly object: "card"
  /** Always true: nothing else is left. */
  readonly deleted: true
}

/** What is left of a deleted customer: its id. */
export interface DeletedCustomer {
  /** The id that it had. */
  readonly id: string
  /** What this object was: always `customer`. */
  readonly object: "customer"
  /** Always true: nothing else is left. */
  readonly deleted: true
}

/** What is left of a deleted webhook_endpoint: its id. */
export interface DeletedWebhookEndpoint {
  /** The id that it had. */
  readonly id: string
  /** What this object was: always `webhook_endpoint`. */
  readonly object: "webhook_endpoint"
  /** Always true: nothing else is left. */
  readonly deleted: true
}

/** What every refusal says. */
export interface ErrorAnswer {
  /** What was wrong, with which field, and what to do about it. */
  readonly error: {
    /** What kind of error it is. */
    readonly type: "invalid_request_error" | "card_error" | "idempotency_error" | "api_error"
    /** Which error it is; each is explained at /docs/errors. */
    readonly code: "amount_details_amount_mismatch" | "amount_details_tax_shipping_discount_greater_than_amount" | "amount_not_divisible" | "amount_too_large" | "amount_too_small" | "api_key_invalid" | "api_key_missing" | "api_version_unknown" | "authorization_feature_unavailable" | "capture_method_not_supported" | "card_network_unavailable" | "card_number_misplaced" | "challenge_unknown" | "charge_already_captured" | "charge_already_refunded" | "charge_not_captured" | "clock_live_mode" | "clock_stopped" | "clock_too_far" | "confirmation_token_expired" | "confirmation_token_used" | "connector_account_missing" | "connector_capability_missing" | "connector_not_installed" | "country_code_invalid" | "customer_session_feature_disabled" | "customer_session_invalid" | "database_unavailable" | "demo_key_refused" | "email_invalid" | "exchange_rate_missing" | "expiry_in_past" | "expiry_too_far" | "idempotency_key_in_use" | "idempotency_key_invalid" | "idempotency_key_reused" | "installment_plan_unavailable" | "internal_error" | "invalid_currency" | "invalid_expiry_year" | "lock_timeout" | "method_not_allowed" | "missing" | "one_time_code_not_asked" | "operation_in_progress" | "order_already_paid" | "order_amount_mismatch" | "order_empty" | "order_id_taken" | "order_in_progress" | "order_not_paid" | "order_number_reserved" | "order_payment_mismatch" | "order_payment_missing" | "order_payment_refunded" | "outcome_already_recorded" | "parameter_invalid" | "parameter_invalid_empty" | "parameter_invalid_integer" | "parameter_missing" | "parameter_not_supported" | "parameter_requires_secret_key" | "parameter_unknown" | "parameter_without_confirm" | "payment_intent_action_required" | "payment_intent_amount_mismatch" | "payment_intent_attempts_spent" | "payment_intent_confirmed_by_hand" | "payment_intent_mandate_invalid" | "payment_intent_mandate_required" | "payment_intent_payment_method_missing" | "payment_intent_terms_changed" | "payment_intent_unexpected_state" | "payment_method_already_attached" | "payment_method_closed" | "payment_method_country_not_supported" | "payment_method_currency_not_supported" | "payment_method_customer_mismatch" | "payment_method_detached" | "payment_method_detail_invalid" | "payment_method_not_attached" | "payment_method_not_reusable" | "payment_method_not_savable" | "payment_method_type_not_allowed" | "payment_method_type_unknown" | "payment_method_unattached" | "permission_missing" | "processor_refused_operation" | "queue_full" | "rate_limit" | "refund_account_not_wanted" | "refund_not_cancelable" | "refund_not_expirable" | "refund_not_partial" | "refund_not_supported" | "request_body_too_large" | "request_body_unreadable" | "request_timeout" | "resource_missing" | "route_unknown" | "secret_key_required" | "setup_intent_action_required" | "setup_intent_attempts_spent" | "setup_intent_mandate_invalid" | "setup_intent_payment_method_missing" | "setup_intent_unexpected_state" | "shutting_down" | "simulation_bank_refuses" | "simulation_live_mode" | "simulation_nothing_to_pay" | "test_helper_live_mode" | "test_method_in_live_mode" | "testmode_charges_only" | "token_already_used" | "unrestricted_key_required" | "webhook_chaos_live_mode" | "webhook_url_invalid"
    /** What was wrong, for people. */
    readonly message: string
    /** The field at fault, in bracket notation: `payment_method_data[card][number]`. */
    readonly param?: string
    /** Of a decline: why the issuer said no, in one word. */
    readonly decline_code?: string
    /** Of a decline: the code that the network answered with. */
    readonly network_decline_code?: string
    /** Of a decline: what the network advises. */
    readonly advice_code?: "confirm_card_data" | "do_not_try_again" | "try_again_later"
    /** Where the code is explained. */
    readonly doc_url: string
    /** Of a decline: the charge that failed. */
    readonly charge?: string
    /** The payment that it is about. */
    readonly payment_intent?: PaymentIntent
    /** The setup that it is about. */
    readonly setup_intent?: SetupIntent
    /** The method that was declined. */
    readonly payment_method?: PaymentMethod
    /** The id of the request, also in the header Request-Id. */
    readonly request_id?: string
  }
}

/** Something that happened, with its object as it was then. */
export interface EventBase {
  /** The id of the event. */
  readonly id: string
  /** What this object is: always `event`. */
  readonly object: "event"
  /** The version of the API whose shapes its object has. */
  readonly api_version: string
  /** When it happened. In unix seconds. */
  readonly created: number
  /** What happened to which object. */
  readonly data: {
    /** The object as it was right after the event. */
    readonly object: {}
    /** Of an update: what changed, with the values from before. */
    readonly previous_attributes?: {
      readonly [name: string]: unknown
    }
  }
  /** Whether it happened in a live environment. */
  readonly livemode: boolean
  /** Which event of its object it is, from 1, without gaps. Ours. */
  readonly object_sequence: number
  /** How many receivers have not acknowledged it. */
  readonly pending_webhooks: number
  /** The request that caused it. */
  readonly request: {
    /** The id of the request; null where it happened by itself. */
    readonly id: string | null
    /** The idempotency key of the request. */
    readonly idempotency_key: string | null
  }
  /** What happened, as `object.verb`; all types are listed at /docs/events. */
  readonly type: string
}

/** A page of a list: event. */
export interface EventList {
  /** What this object is: always `list`. */
  readonly object: "list"
  /** The objects of the page, newest first. */
  readonly data: readonly EventBase[]
  /** Whether there are more after these. */
  readonly has_more: boolean
  /** The path of the list. */
  readonly url: string
}

/** A payer's leave to be charged. */
export interface Mandate {
  /** The id of the mandate. */
  readonly id: string
  /** What this object is: always `mandate`. */
  readonly object: "mandate"
  /** How the payer agreed to be charged. */
  readonly customer_acceptance: {
    /** When the payer agreed. In unix seconds. */
    readonly accepted_at: number | null
    /** Agreed on paper or by telephone; nothing more is kept. */
    readonly offline?: {}
    /** Agreed on a page. */
    readonly online?: {
      /** The address of the payer's browser. */
      readonly ip_address: string | null
      /** The name that the payer's browser gave of itself. */
      readonly user_agent: string | null
    }
    /** How the payer agreed. */
    readonly type: "offline" | "online"
  }
  /** Whether real money moves under it. */
  readonly livemode: boolean
  /** There where it is good for many payments. */
  readonly multi_use?: {}
  /** The method that may be charged. */
  readonly payment_method: string | PaymentMethod
  /** What the scheme of the method calls the mandate. */
  readonly payment_method_details: {
    /** Which method it is. The member of that name tells more. */
    readonly type: string
    readonly [name: string]: unknown
  }
  /** There where it is good for one payment. */
  readonly single_use?: {
    /** How much it is for. In the currency's smallest unit. */
    readonly amount: number
    /** The currency of the amount. An ISO 4217 code in lower case. */
    readonly currency: string
  }
  /** Whether the method may be charged. */
  readonly status: "active" | "inactive"
  /** Whether it is good for many payments, or one. */
  readonly type: "multi_use" | "single_use"
}

/** What somebody buys in a shop, and the payment intent that pays for it. */
export interface Order {
  /** The id of the order: of the number that the shop has. */
  readonly id: string
  /** What this object is: always `order`. */
  readonly object: "order"
  /** What all lines cost. In the currency's smallest unit. */
  readonly amount_total: number
  /** When it was made. In unix seconds. */
  readonly created: number
  /** The currency of its amounts. An ISO 4217 code in lower case. */
  readonly currency: string
  /** What is bought, line by line. */
  readonly line_items: ReadonlyArray<{
    /** What is bought. */
    readonly name: string
    /** What one of them costs. In the currency's smallest unit. */
    readonly amount: number
    /** The currency of the order. An ISO 4217 code in lower case. */
    readonly currency: string
    /** How many. */
    readonly quantity: number
    /** More about it; may be empty. */
    readonly description: string
  }>
  /** Whether it is an order of a live environment. */
  readonly livemode: boolean
  /** The shop's own number of it, from 1. */
  readonly order_id: number
  /** The number that the customer is told. */
  readonly order_number: string
  /** When it was marked as paid. In unix seconds. */
  readonly paid_at: number | null
  /** The payment intent that pays for it. */
  readonly payment_intent: string | PaymentIntent | null
  /** Where a receipt would be sent to. */
  readonly receipt_email: string | null
  /** Whether it is paid. */
  readonly status: "open" | "paid"
  /** The shop's user whose order it is; null: any user who has its number. */
  readonly user: string | null
}

/** A page of a list: order. */
export interface OrderList {
  /** What this object is: always `list`. */
  readonly object: "list"
  /** The objects of the page, newest first. */
  readonly data: readonly Order[]
  /** Whether there are more after these. */
  readonly has_more: boolean
  /** The path of the list. */
  readonly url: string
}

/** The payer's address. */
export interface AddressPart {
  /** City, district, suburb, town or village. */
  readonly city: string | null
  /** The country, as two letters of ISO 3166-1. */
  readonly country: string | null
  /** Street and number, or a post box. */
  readonly line1: string | null
  /** Flat, floor, building or unit. */
  readonly line2: string | null
  /** The postal code. */
  readonly postal_code: string | null
  /** State, county, province or region. */
  readonly state: string | null
}

/** An address. */
export interface Address2Part {
  /** City, district, suburb, town or village. */
  readonly city?: string | null
  /** The country, as two letters (ISO 3166-1). */
  readonly country?: string | null
  /** Street and number, or a post box. */
  readonly line1?: string | null
  /** Flat, floor, building or unit. */
  readonly line2?: string | null
  /** The postal code. */
  readonly postal_code?: string | null
  /** State, county, province or region. */
  readonly state?: string | null
}

/** What is wished of Alipay. */
export interface AlipayPart {
  /** Whether this method is saved, whatever the intent says. */
  readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  /** How many seconds the payer has. */
  readonly expires_after_seconds?: number | null
  /** How many days the payer has: until the end of the last one. */
  readonly expires_after_days?: number | null
  /** Until when the payer can pay, in unix seconds. */
  readonly expires_at?: number | null
}

/** What is wished of Alipay+. */
export interface AlipayplusPart {
  /** Whether this method is saved, whatever the intent says. */
  readonly setup_future_usage?: "none" | null
  /** How many seconds the payer has. */
  readonly expires_after_seconds?: number | null
  /** How many days the payer has: until the end of the last one. */
  readonly expires_after_days?: number | null
  /** Until when the payer can pay, in unix seconds. */
  readonly expires_at?: number | null
}

/** What is wished of Amazon Pay. */
export interface AmazonPayPart {
  /** Whether this method is saved, whatever the intent says. */
  readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  /** Whether the money is only held, to be captured by a call. */
  readonly capture_method?: "manual" | null
  /** How many seconds the payer has. */
  readonly expires_after_seconds?: number | null
  /** How many days the payer has: until the end of the last one. */
  readonly expires_after_days?: number | null
  /** Until when the payer can pay, in unix seconds. */
  readonly expires_at?: number | null
}

/** What the amount is made of: the merchant's own account of it, for networks and lenders. */
export interface AmountDetailsPart {
  /** What is taken off the whole. In the currency's smallest unit. */
  readonly discount_amount?: number | null
  /** False: what does not add up is shown, and not refused. */
  readonly enforce_arithmetic_validation?: boolean
  /** What is bought, line by line. */
  readonly line_items?: ReadonlyArray<{
    /** What is taken off. In the currency's smallest unit. */
    readonly discount_amount?: number
    /** What single networks and lenders are told of the line. */
    readonly payment_method_options?: {
      /** For card networks. */
      readonly card?: {
        /** The commodity by its code. */
        readonly commodity_code?: string
      }
      /** For terminals. */
      readonly card_present?: {
        /** The commodity by its code. */
        readonly commodity_code?: string
      }
      /** For Klarna. */
      readonly klarna?: {
        /** A picture of the goods. */
        readonly image_url?: string
        /** The page of the goods. */
        readonly product_url?: string
        /** The shop's number of the goods. */
        readonly reference?: string
        /** The subscription that it belongs to. */
        readonly subscription_reference?: string
      }
      /** For PayPal. */
      readonly paypal?: {
        /** What kind of goods it is. */
        readonly category?: string
        /** What the goods are. */
        readonly description?: string
        /** Who sells them. */
        readonly sold_by?: string
      }
    }
    /** The shop's number of the goods. */
    readonly product_code?: string
    /** What is bought. */
    readonly product_name: string
    /** How many. */
    readonly quantity: number
    /** Tax of the line. */
    readonly tax?: {
      /** The tax of the line. In the currency's smallest unit. */
      readonly total_tax_amount: number
    }
    /** What one of them costs. In the currency's smallest unit. */
    readonly unit_cost: number
    /** What they are counted in. */
    readonly unit_of_measure?: string
  }> | null
  /** Shipping of the whole. */
  readonly shipping?: {
    /** What shipping costs. In the currency's smallest unit. */
    readonly amount?: number | null
    /** Where the goods come from. */
    readonly from_postal_code?: string | null
    /** Where they go. */
    readonly to_postal_code?: string | null
  } | null
  /** Tax of the whole. */
  readonly tax?: {
    /** The tax of the whole. In the currency's smallest unit. */
    readonly total_tax_amount: number
  } | null
}

/** The money of one currency. */
export interface AvailablePart {
  /** The amount; below zero is owed. In the currency's smallest unit. */
  readonly amount: number
  /** The currency of the amount. An ISO 4217 code in lower case. */
  readonly currency: string
  /** The amount by kind of payment. */
  readonly source_types: {
    /** The same amount: it is not told apart by method. In the currency's smallest unit. */
    readonly card: number
  }
}

/** The bank account that the money goes to. */
export interface BankAccountPart {
  /** The bank's code or name. */
  readonly bank: string
  /** The number of the account; kept sealed, and shown by its last digits. */
  readonly account_number: string
  /** Whose account it is. */
  readonly account_holder: string
}

/** Who pays. */
export interface BillingDetailsPart {
  /** The payer's address. */
  readonly address: AddressPart
  /** The payer's e-mail address. */
  readonly email: string | null
  /** The payer's full name. */
  readonly name: string | null
  /** The payer's phone number. */
  readonly phone: string | null
  /** The payer's tax number, where the method asks for one. */
  readonly tax_id: string | null
}

/** Who pays. */
export interface BillingDetails2Part {
  /** An address. */
  readonly address?: Address2Part | null
  /** An e-mail address. */
  readonly email?: string | null
  /** The full name. */
  readonly name?: string | null
  /** A phone number. */
  readonly phone?: string | null
  /** The payer's tax number. */
  readonly tax_id?: string | null
}

/** Who pays. */
export interface BillingDetails3Part {
  /** The payer's address. */
  readonly address?: Address2Part | null
  /** The payer's e-mail address. */
  readonly email?: string | null
  /** The payer's full name. */
  readonly name?: string | null
  /** The payer's phone number. */
  readonly phone?: string | null
  /** The payer's tax number, where the method asks for one. */
  readonly tax_id?: string | null
}

/** The card, where the method is one. */
export interface CardPart {
  /** The brand of the card: `visa`, `mastercard`. */
  readonly brand: string
  /** The country of the issuer, as two letters. */
  readonly country: string | null
  /** The month of its expiry, from 1. */
  readonly exp_month: number
  /** The year of its expiry, in four digits. */
  readonly exp_year: number
  /** Whose money is behind it. */
  readonly funding: "credit" | "debit" | "prepaid" | "unknown"
  /** The last four digits of the number. */
  readonly last4: string
  /** What the issuer said of the details that came with the card. */
  readonly checks: ChecksPart
  /** The brand as people read it. */
  readonly display_brand: string
  /** The same for the same number within this account; two cards can be compared by it. */
  readonly fingerprint: string | null
  /** Always null: no card is made from a terminal. */
  readonly generated_from: null
  /** The networks of the card. */
  readonly networks: {
    /** The networks that can carry a payment of the card. */
    readonly available: readonly string[]
    /** Of several networks, the one that the payer chose. */
    readonly preferred: string | null
  }
  /** Whether the issuer's fees are capped by law; not told apart here. */
  readonly regulated_status: "unregulated"
  /** Whether the payer can be authenticated with the card. */
  readonly three_d_secure_usage: {
    /** Whether 3-D Secure can be used. */
    readonly supported: boolean
  }
  /** Always null: cards of wallets are not told apart. */
  readonly wallet: null
}

/** The card. */
export interface Card2Part {
  /** The card number; spaces and dashes are allowed. */
  readonly number?: string
  /** The month of its expiry, from 1. */
  readonly exp_month?: number
  /** Two or four digits. */
  readonly exp_year?: number
  /** Kept in memory until the authorisation is answered, and nowhere else. */
  readonly cvc?: string
  /** The networks of the method. */
  readonly networks?: {
    /** Of several networks, the one that the payer chose. */
    readonly preferred?: "cartes_bancaires" | "mastercard" | "visa" | null
  }
  /** A test token such as tok_visa. */
  readonly token?: string
}

/** Sandboxes only: faults on purpose, to test a handler. */
export interface ChaosPart {
  /** The same seed gives the same sequence of faults; 1 by default. */
  readonly seed?: number
  /** Percent of deliveries that come twice. */
  readonly duplicate?: number
  /** Percent of deliveries that are held back. */
  readonly delay?: number
  /** For at most so long; 10 by default. */
  readonly delay_seconds?: number
  /** Percent of deliveries that later events of their object overtake. */
  readonly reorder?: number
  /** Percent of deliveries whose first attempt is lost; the retry plan delivers them. */
  readonly drop?: number
}

/** What the issuer said of the details that came with the card. */
export interface ChecksPart {
  /** Whether the first line of the address is the one that the issuer has. */
  readonly address_line1_check: "pass" | "fail" | "unavailable" | "unchecked" | null
  /** Whether the postal code is the one that the issuer has. */
  readonly address_postal_code_check: "pass" | "fail" | "unavailable" | "unchecked" | null
  /** Whether the security code was right. */
  readonly cvc_check: "pass" | "fail" | "unavailable" | "unchecked" | null
}

/** How the payer chooses an account. */
export interface FinancialConnectionsPart {
  /** Which accounts may be chosen. */
  readonly filters?: {
    /** Which kinds of account may be chosen. */
    readonly account_subcategories?: ReadonlyArray<"checking" | "savings">
  }
  /** What may be known of the account. */
  readonly permissions?: ReadonlyArray<"balances" | "ownership" | "payment_method" | "transactions">
  /** What is to be known of the account at once. */
  readonly prefetch?: ReadonlyArray<"balances" | "ownership" | "transactions">
  /** Where the payer comes back to. */
  readonly return_url?: string
}

/** Payment by instalments. */
export interface InstallmentsPart {
  /** The plan that the payer chose. */
  readonly plan: PlanPart
}

/** How invoices to the customer would be made. Kept and shown; there are no invoices yet. */
export interface InvoiceSettingsPart {
  /** Lines that the merchant adds to invoices. */
  readonly custom_fields?: ReadonlyArray<{
    /** What the line is called. */
    readonly name: string
    /** What stands in it. */
    readonly value: string
  }> | null
  /** A saved method of this customer. */
  readonly default_payment_method?: string | null
  /** What stands below invoices. */
  readonly footer?: string | null
  /** How invoices look. */
  readonly rendering_options?: {
    /** Whether prices are shown with their tax. */
    readonly amount_tax_display?: "exclude_tax" | "include_inclusive_tax" | null
    /** The template of invoices, by its id. */
    readonly template?: string | null
  } | null
}

/** What Klarna has to know of the payer. */
export interface KlarnaPart {
  /** The payer's date of birth. */
  readonly dob?: {
    /** The day of the month. */
    readonly day: number
    /** The month, from 1. */
    readonly month: number
    /** The year, in four digits. */
    readonly year: number
  }
}

/** What is wished of Konbini. */
export interface KonbiniPart {
  /** `konbini`: 10 or 11 digits that the payer types, often the phone number. */
  readonly confirmation_number?: string | null
  /** `konbini`: what the payer reads at the counter. */
  readonly product_description?: string | null
  /** Whether this method is saved, whatever the intent says. */
  readonly setup_future_usage?: "none" | null
  /** How many seconds the payer has. */
  readonly expires_after_seconds?: number | null
  /** How many days the payer has: until the end of the last one. */
  readonly expires_after_days?: number | null
  /** Until when the payer can pay, in unix seconds. */
  readonly expires_at?: number | null
}

/** Why the last attempt failed; null after a success. */
export interface LastSetupErrorPart {
  /** What the network advises: `try_again_later`, `do_not_try_again`, `confirm_card_data`. */
  readonly advice_code?: string
  /** The charge that failed. */
  readonly charge?: string
  /** The code of the error; each is explained at /docs/errors. */
  readonly code: string
  /** Why the issuer declined, in one word. */
  readonly decline_code?: string
  /** Where the code is explained. */
  readonly doc_url: string
  /** What went wrong, for people. */
  readonly message: string
  /** The code that the network answered with. */
  readonly network_decline_code?: string
  /** The method that was tried, as it was then. */
  readonly payment_method?: PaymentMethod
  /** What kind of error it is. */
  readonly type: "card_error" | "invalid_request_error" | "api_error"
}

/** Alike in several places: line_items. */
export interface LineItemsPart {
  /** What is bought. */
  readonly name: string
  /** For one piece, in the currency's smallest unit. */
  readonly amount: number
  /** 1 by default. */
  readonly quantity?: number
  /** More about it; may be empty. */
  readonly description?: string
}

/** How the payer agreed to be charged. */
export interface MandateDataPart {
  /** How the payer agreed. */
  readonly customer_acceptance: {
    /** How the payer agreed. */
    readonly type: "online" | "offline"
    /** Unix seconds; now by default. */
    readonly accepted_at?: number
    /** Agreed on a page. */
    readonly online?: {
      /** The address of the payer's browser. */
      readonly ip_address?: string
      /** The name that the payer's browser gave of itself. */
      readonly user_agent?: string
      /** Accepted from browsers; what they are is not kept. */
      readonly infer_from_client?: boolean
    }
    /** Agreed on paper or by telephone. */
    readonly offline?: {}
  }
}

/** How the payer agreed to be charged. */
export interface MandateData2Part {
  /** How the payer agreed. */
  readonly customer_acceptance: {
    /** What kind it is. */
    readonly type: "online" | "offline"
    /** Unix seconds; now by default. */
    readonly accepted_at?: number
    /** Agreed on a page. */
    readonly online?: {
      /** The address of the payer's browser. */
      readonly ip_address?: string
      /** The name that the payer's browser gave of itself. */
      readonly user_agent?: string
      /** Accepted from browsers; what they are is not kept. */
      readonly infer_from_client?: boolean
    }
    /** Agreed on paper or by telephone. */
    readonly offline?: {}
  }
}

/** The terms of the payer's leave. */
export interface MandateOptionsPart {
  /** An amount, in the currency's smallest unit. */
  readonly amount?: number
  /** Whether the amount is taken each time, or at most. */
  readonly amount_type?: "fixed" | "maximum"
  /** What it is for. */
  readonly description?: string
  /** When it ends. */
  readonly end_date?: number
}

/** The terms of the payer's leave. */
export interface MandateOptions2Part {
  /** A page with the terms that the payer agrees to. */
  readonly custom_mandate_url?: string | null
  /** What the leave is for where nothing else is said. */
  readonly default_for?: ReadonlyArray<"invoice" | "subscription">
  /** When it is taken, in words. */
  readonly interval_description?: string
  /** How often it is taken. */
  readonly payment_schedule?: "combined" | "interval" | "sporadic"
  /** Whether a person or a company is debited. */
  readonly transaction_type?: "business" | "personal"
}

/** The terms of the payer's leave. */
export interface MandateOptions3Part {
  /** What is to be paid. In the currency's smallest unit. */
  readonly amount?: number
  /** Whether the amount is taken each time, or at most. */
  readonly amount_type?: "fixed" | "maximum"
  /** What it is for. */
  readonly description?: string
  /** When it ends. */
  readonly end_date?: number
}

/** What Mobile money has to know of the payer. */
export interface MobileMoneyPart {
  /** The number of the wallet with its country's code and without a plus: 256777000001. */
  readonly phone_number?: string
  /** The operator. */
  readonly provider_code?: "mtn_cm" | "orange_cm" | "mtn_gh" | "vodafone_gh" | "airtel_gh" | "mpesa_ke" | "mtn_rw" | "airtel_rw" | "airtel_tz" | "tigo_tz" | "vodacom_tz" | "azampesa_tz" | "halopesa_tz" | "mtn_ug" | "airtel_ug"
}

/** What New Zealand bank account has to know of the payer. */
export interface NzBankAccountPart {
  /** Whose account it is. */
  readonly account_holder_name?: string
  /** Kept sealed; only the last four digits are shown. */
  readonly account_number?: string
  /** The number of the bank. */
  readonly bank_code?: string
  /** The number of the branch. */
  readonly branch_code?: string
  /** The merchant's own reference. */
  readonly reference?: string
  /** The last digits of the account number. */
  readonly suffix?: string
}

/** What is bought again and again, on demand. */
export interface OnDemandPart {
  /** What is usually taken, in the currency's smallest unit. */
  readonly average_amount?: number
  /** What is taken at most, in the currency's smallest unit. */
  readonly maximum_amount?: number
  /** What is taken at least, in the currency's smallest unit. */
  readonly minimum_amount?: number
  /** What usually lies between two purchases. */
  readonly purchase_interval?: "day" | "week" | "month" | "year"
  /** How many intervals usually lie between two purchases. */
  readonly purchase_interval_count?: number
}

/** A payment method that is made with the call. */
export interface PaymentMethodDataPart {
  /** A code of the catalogue of payment methods. */
  readonly type: "card" | "alipay" | "alipayplus" | "alipay_hk" | "dana" | "shopeepay" | "gcash" | "bpi" | "truemoney" | "rabbit_line_pay" | "boost" | "touchngo" | "mcash" | "grabpay" | "kakaopay" | "9pay" | "unionpay" | "link" | "paypal" | "amazon_pay" | "revolut_pay" | "mobilepay" | "satispay" | "twint" | "bizum" | "paypay" | "crypto" | "kakao_pay" | "kr_card" | "naver_pay" | "payco" | "samsung_pay" | "ideal" | "bancontact" | "eps" | "giropay" | "sofort" | "p24" | "blik" | "pay_by_bank" | "trustly" | "fpx" | "stitch" | "bank_transfer_id" | "sepa_debit" | "us_bank_account" | "bacs_debit" | "au_becs_debit" | "acss_debit" | "nz_bank_account" | "payto" | "customer_balance" | "qris" | "promptpay" | "paynow" | "pix" | "wechat_pay" | "upi" | "cashapp" | "swish" | "virtual_account" | "boleto" | "konbini" | "oxxo" | "multibanco" | "momo_mtn" | "momo_orange" | "momo_moov" | "momo_wave" | "ovo" | "mb_way" | "momo_mpesa" | "momo_airtel" | "momo_tigo" | "momo_vodacom" | "momo_vodafone" | "momo_togocel" | "momo_freemoney" | "momo_e_money" | "momo_halopesa" | "momo_zamtel" | "momo_tnm" | "momo_eu_mobile" | "momo_amanata" | "momo_zamani_cash" | "wallet_my_nita" | "wallet_djamo" | "mobile_money" | "klarna" | "akulaku" | "affirm" | "afterpay_clearpay" | "zip" | "alma" | "billie" | "scalapay" | "sequra" | "sunbit"
  /** The card. */
  readonly card?: Card2Part
  /** What Alipay has to know of the payer. */
  readonly alipay?: {}
  /** What Alipay+ has to know of the payer. */
  readonly alipayplus?: {}
  /** What AlipayHK has to know of the payer. */
  readonly alipay_hk?: {}
  /** What DANA has to know of the payer. */
  readonly dana?: {}
  /** What ShopeePay has to know of the payer. */
  readonly shopeepay?: {}
  /** What GCash has to know of the payer. */
  readonly gcash?: {}
  /** What BPI has to know of the payer. */
  readonly bpi?: {}
  /** What TrueMoney has to know of the payer. */
  readonly truemoney?: {}
  /** What Rabbit LINE Pay has to know of the payer. */
  readonly rabbit_line_pay?: {}
  /** What Boost has to know of the payer. */
  readonly boost?: {}
  /** What Touch 'n Go has to know of the payer. */
  readonly touchngo?: {}
  /** What MCash has to know of the payer. */
  readonly mcash?: {}
  /** What GrabPay has to know of the payer. */
  readonly grabpay?: {}
  /** What Kakao Pay has to know of the payer. */
  readonly kakaopay?: {}
  /** What 9Pay has to know of the payer. */
  readonly "9pay"?: {}
  /** What UnionPay has to know of the payer. */
  readonly unionpay?: {}
  /** What Link has to know of the payer. */
  readonly link?: {}
  /** What PayPal has to know of the payer. */
  readonly paypal?: {}
  /** What Amazon Pay has to know of the payer. */
  readonly amazon_pay?: {}
  /** What Revolut Pay has to know of the payer. */
  readonly revolut_pay?: {}
  /** What MobilePay has to know of the payer. */
  readonly mobilepay?: {}
  /** What Satispay has to know of the payer. */
  readonly satispay?: {}
  /** What TWINT has to know of the payer. */
  readonly twint?: {}
  /** What Bizum has to know of the payer. */
  readonly bizum?: {}
  /** What PayPay has to know of the payer. */
  readonly paypay?: {}
  /** What Stablecoins has to know of the payer. */
  readonly crypto?: {}
  /** What Kakao Pay has to know of the payer. */
  readonly kakao_pay?: {}
  /** What Korean cards has to know of the payer. */
  readonly kr_card?: {}
  /** What Naver Pay has to know of the payer. */
  readonly naver_pay?: {
    /** Whether a card or an account is behind it. */
    readonly funding?: "card" | "points"
  }
  /** What PAYCO has to know of the payer. */
  readonly payco?: {}
  /** What Samsung Pay has to know of the payer. */
  readonly samsung_pay?: {}
  /** What iDEAL has to know of the payer. */
  readonly ideal?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What Bancontact has to know of the payer. */
  readonly bancontact?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What EPS has to know of the payer. */
  readonly eps?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What giropay has to know of the payer. */
  readonly giropay?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What Sofort has to know of the payer. */
  readonly sofort?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What Przelewy24 has to know of the payer. */
  readonly p24?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What BLIK has to know of the payer. */
  readonly blik?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What Pay by bank has to know of the payer. */
  readonly pay_by_bank?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What Trustly has to know of the payer. */
  readonly trustly?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What FPX has to know of the payer. */
  readonly fpx?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
    /** Whether a person or a company holds the account. */
    readonly account_holder_type?: "company" | "individual"
  }
  /** What Stitch has to know of the payer. */
  readonly stitch?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What Indonesian bank transfer has to know of the payer. */
  readonly bank_transfer_id?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What SEPA Direct Debit has to know of the payer. */
  readonly sepa_debit?: {
    /** Kept sealed; only its country, bank and last four are shown. */
    readonly iban?: string
  }
  /** What US bank account has to know of the payer. */
  readonly us_bank_account?: UsBankAccountPart
  /** What Bacs Direct Debit has to know of the payer. */
  readonly bacs_debit?: {
    /** Kept sealed; only the last four digits are shown. */
    readonly account_number?: string
    /** The bank and branch, as six digits. */
    readonly sort_code?: string
  }
  /** What BECS Direct Debit has to know of the payer. */
  readonly au_becs_debit?: {
    /** Kept sealed; only the last four digits are shown. */
    readonly account_number?: string
    /** The bank and branch, as six digits. */
    readonly bsb_number?: string
  }
  /** What Pre-authorised debit (ACSS) has to know of the payer. */
  readonly acss_debit?: {
    /** Kept sealed; only the last four digits are shown. */
    readonly account_number?: string
    /** The number of the bank. */
    readonly institution_number?: string
    /** The number of the branch. */
    readonly transit_number?: string
  }
  /** What New Zealand bank account has to know of the payer. */
  readonly nz_bank_account?: NzBankAccountPart
  /** What PayTo has to know of the payer. */
  readonly payto?: PaytoPart
  /** What Bank transfer has to know of the payer. */
  readonly customer_balance?: {}
  /** What QRIS has to know of the payer. */
  readonly qris?: {}
  /** What PromptPay has to know of the payer. */
  readonly promptpay?: {}
  /** What PayNow has to know of the payer. */
  readonly paynow?: {}
  /** What Pix has to know of the payer. */
  readonly pix?: {}
  /** What WeChat Pay has to know of the payer. */
  readonly wechat_pay?: {}
  /** What UPI has to know of the payer. */
  readonly upi?: UpiPart
  /** What Cash App Pay has to know of the payer. */
  readonly cashapp?: {}
  /** What Swish has to know of the payer. */
  readonly swish?: {}
  /** What Virtual account has to know of the payer. */
  readonly virtual_account?: VirtualAccountPart
  /** What Boleto has to know of the payer. */
  readonly boleto?: {
    /** `boleto`: CPF or CNPJ; may stand in billing_details instead. */
    readonly tax_id?: string
  }
  /** What Konbini has to know of the payer. */
  readonly konbini?: {
    /** `boleto`: CPF or CNPJ; may stand in billing_details instead. */
    readonly tax_id?: string
  }
  /** What OXXO has to know of the payer. */
  readonly oxxo?: {
    /** `boleto`: CPF or CNPJ; may stand in billing_details instead. */
    readonly tax_id?: string
  }
  /** What Multibanco has to know of the payer. */
  readonly multibanco?: {
    /** `boleto`: CPF or CNPJ; may stand in billing_details instead. */
    readonly tax_id?: string
  }
  /** What MTN Mobile Money has to know of the payer. */
  readonly momo_mtn?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Orange Money has to know of the payer. */
  readonly momo_orange?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Moov Money has to know of the payer. */
  readonly momo_moov?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Wave has to know of the payer. */
  readonly momo_wave?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What OVO has to know of the payer. */
  readonly ovo?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What MB WAY has to know of the payer. */
  readonly mb_way?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What M-Pesa has to know of the payer. */
  readonly momo_mpesa?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Airtel Money has to know of the payer. */
  readonly momo_airtel?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Tigo Pesa has to know of the payer. */
  readonly momo_tigo?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Vodacom M-Pesa has to know of the payer. */
  readonly momo_vodacom?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Vodafone Cash has to know of the payer. */
  readonly momo_vodafone?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What T-Money has to know of the payer. */
  readonly momo_togocel?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Free Money has to know of the payer. */
  readonly momo_freemoney?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What E-Money has to know of the payer. */
  readonly momo_e_money?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What HaloPesa has to know of the payer. */
  readonly momo_halopesa?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Zamtel Kwacha has to know of the payer. */
  readonly momo_zamtel?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What TNM Mpamba has to know of the payer. */
  readonly momo_tnm?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What EU Mobile Money has to know of the payer. */
  readonly momo_eu_mobile?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Amanata has to know of the payer. */
  readonly momo_amanata?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Zamani Cash has to know of the payer. */
  readonly momo_zamani_cash?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What My Nita has to know of the payer. */
  readonly wallet_my_nita?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Djamo has to know of the payer. */
  readonly wallet_djamo?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Mobile money has to know of the payer. */
  readonly mobile_money?: MobileMoneyPart
  /** What Klarna has to know of the payer. */
  readonly klarna?: KlarnaPart
  /** What Akulaku has to know of the payer. */
  readonly akulaku?: {}
  /** What Affirm has to know of the payer. */
  readonly affirm?: {}
  /** What Afterpay / Clearpay has to know of the payer. */
  readonly afterpay_clearpay?: {}
  /** What Zip has to know of the payer. */
  readonly zip?: {}
  /** What Alma has to know of the payer. */
  readonly alma?: {}
  /** What Billie has to know of the payer. */
  readonly billie?: {}
  /** What Scalapay has to know of the payer. */
  readonly scalapay?: {}
  /** What seQura has to know of the payer. */
  readonly sequra?: {}
  /** What Sunbit has to know of the payer. */
  readonly sunbit?: {}
  /** Who pays. */
  readonly billing_details?: BillingDetails2Part
  /** Your own key-value pairs: up to 50, keys of 40 and values of 500 characters. An empty value unsets a key. */
  readonly metadata?: { readonly [key: string]: string | null } | null
  /** Whether its payer may be shown it again. */
  readonly allow_redisplay?: "always" | "limited" | "unspecified"
  /** What risk rules are told of the browser. */
  readonly radar_options?: {
    /** The session of the payer's browser. */
    readonly session?: string
  }
}

/** A payment method that is made with the call. */
export interface PaymentMethodData2Part {
  /** A code of the catalogue of payment methods. */
  readonly type: "card" | "alipay" | "alipayplus" | "alipay_hk" | "dana" | "shopeepay" | "gcash" | "bpi" | "truemoney" | "rabbit_line_pay" | "boost" | "touchngo" | "mcash" | "grabpay" | "kakaopay" | "9pay" | "unionpay" | "link" | "paypal" | "amazon_pay" | "revolut_pay" | "mobilepay" | "satispay" | "twint" | "bizum" | "paypay" | "crypto" | "kakao_pay" | "kr_card" | "naver_pay" | "payco" | "samsung_pay" | "ideal" | "bancontact" | "eps" | "giropay" | "sofort" | "p24" | "blik" | "pay_by_bank" | "trustly" | "fpx" | "stitch" | "bank_transfer_id" | "sepa_debit" | "us_bank_account" | "bacs_debit" | "au_becs_debit" | "acss_debit" | "nz_bank_account" | "payto" | "customer_balance" | "qris" | "promptpay" | "paynow" | "pix" | "wechat_pay" | "upi" | "cashapp" | "swish" | "virtual_account" | "boleto" | "konbini" | "oxxo" | "multibanco" | "momo_mtn" | "momo_orange" | "momo_moov" | "momo_wave" | "ovo" | "mb_way" | "momo_mpesa" | "momo_airtel" | "momo_tigo" | "momo_vodacom" | "momo_vodafone" | "momo_togocel" | "momo_freemoney" | "momo_e_money" | "momo_halopesa" | "momo_zamtel" | "momo_tnm" | "momo_eu_mobile" | "momo_amanata" | "momo_zamani_cash" | "wallet_my_nita" | "wallet_djamo" | "mobile_money" | "klarna" | "akulaku" | "affirm" | "afterpay_clearpay" | "zip" | "alma" | "billie" | "scalapay" | "sequra" | "sunbit"
  /** The card. */
  readonly card?: Card2Part
  /** What Alipay has to know of the payer. */
  readonly alipay?: {}
  /** What Alipay+ has to know of the payer. */
  readonly alipayplus?: {}
  /** What AlipayHK has to know of the payer. */
  readonly alipay_hk?: {}
  /** What DANA has to know of the payer. */
  readonly dana?: {}
  /** What ShopeePay has to know of the payer. */
  readonly shopeepay?: {}
  /** What GCash has to know of the payer. */
  readonly gcash?: {}
  /** What BPI has to know of the payer. */
  readonly bpi?: {}
  /** What TrueMoney has to know of the payer. */
  readonly truemoney?: {}
  /** What Rabbit LINE Pay has to know of the payer. */
  readonly rabbit_line_pay?: {}
  /** What Boost has to know of the payer. */
  readonly boost?: {}
  /** What Touch 'n Go has to know of the payer. */
  readonly touchngo?: {}
  /** What MCash has to know of the payer. */
  readonly mcash?: {}
  /** What GrabPay has to know of the payer. */
  readonly grabpay?: {}
  /** What Kakao Pay has to know of the payer. */
  readonly kakaopay?: {}
  /** What 9Pay has to know of the payer. */
  readonly "9pay"?: {}
  /** What UnionPay has to know of the payer. */
  readonly unionpay?: {}
  /** What Link has to know of the payer. */
  readonly link?: {}
  /** What PayPal has to know of the payer. */
  readonly paypal?: {}
  /** What Amazon Pay has to know of the payer. */
  readonly amazon_pay?: {}
  /** What Revolut Pay has to know of the payer. */
  readonly revolut_pay?: {}
  /** What MobilePay has to know of the payer. */
  readonly mobilepay?: {}
  /** What Satispay has to know of the payer. */
  readonly satispay?: {}
  /** What TWINT has to know of the payer. */
  readonly twint?: {}
  /** What Bizum has to know of the payer. */
  readonly bizum?: {}
  /** What PayPay has to know of the payer. */
  readonly paypay?: {}
  /** What Stablecoins has to know of the payer. */
  readonly crypto?: {}
  /** What Kakao Pay has to know of the payer. */
  readonly kakao_pay?: {}
  /** What Korean cards has to know of the payer. */
  readonly kr_card?: {}
  /** What Naver Pay has to know of the payer. */
  readonly naver_pay?: {
    /** Whether a card or an account is behind it. */
    readonly funding?: "card" | "points"
  }
  /** What PAYCO has to know of the payer. */
  readonly payco?: {}
  /** What Samsung Pay has to know of the payer. */
  readonly samsung_pay?: {}
  /** What iDEAL has to know of the payer. */
  readonly ideal?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What Bancontact has to know of the payer. */
  readonly bancontact?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What EPS has to know of the payer. */
  readonly eps?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What giropay has to know of the payer. */
  readonly giropay?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What Sofort has to know of the payer. */
  readonly sofort?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What Przelewy24 has to know of the payer. */
  readonly p24?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What BLIK has to know of the payer. */
  readonly blik?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What Pay by bank has to know of the payer. */
  readonly pay_by_bank?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What Trustly has to know of the payer. */
  readonly trustly?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What FPX has to know of the payer. */
  readonly fpx?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
    /** Whether a person or a company holds the account. */
    readonly account_holder_type?: "company" | "individual"
  }
  /** What Stitch has to know of the payer. */
  readonly stitch?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What Indonesian bank transfer has to know of the payer. */
  readonly bank_transfer_id?: {
    /** The payer's bank, where the shop asks for it. */
    readonly bank?: string
    /** The payer's country, as two letters. */
    readonly country?: string
  }
  /** What SEPA Direct Debit has to know of the payer. */
  readonly sepa_debit?: {
    /** Kept sealed; only its country, bank and last four are shown. */
    readonly iban?: string
  }
  /** What US bank account has to know of the payer. */
  readonly us_bank_account?: UsBankAccountPart
  /** What Bacs Direct Debit has to know of the payer. */
  readonly bacs_debit?: {
    /** Kept sealed; only the last four digits are shown. */
    readonly account_number?: string
    /** The bank and branch, as six digits. */
    readonly sort_code?: string
  }
  /** What BECS Direct Debit has to know of the payer. */
  readonly au_becs_debit?: {
    /** Kept sealed; only the last four digits are shown. */
    readonly account_number?: string
    /** The bank and branch, as six digits. */
    readonly bsb_number?: string
  }
  /** What Pre-authorised debit (ACSS) has to know of the payer. */
  readonly acss_debit?: {
    /** Kept sealed; only the last four digits are shown. */
    readonly account_number?: string
    /** The number of the bank. */
    readonly institution_number?: string
    /** The number of the branch. */
    readonly transit_number?: string
  }
  /** What New Zealand bank account has to know of the payer. */
  readonly nz_bank_account?: NzBankAccountPart
  /** What PayTo has to know of the payer. */
  readonly payto?: PaytoPart
  /** What Bank transfer has to know of the payer. */
  readonly customer_balance?: {}
  /** What QRIS has to know of the payer. */
  readonly qris?: {}
  /** What PromptPay has to know of the payer. */
  readonly promptpay?: {}
  /** What PayNow has to know of the payer. */
  readonly paynow?: {}
  /** What Pix has to know of the payer. */
  readonly pix?: {}
  /** What WeChat Pay has to know of the payer. */
  readonly wechat_pay?: {}
  /** What UPI has to know of the payer. */
  readonly upi?: {
    /** The terms of the payer's leave. */
    readonly mandate_options?: MandateOptions3Part
  }
  /** What Cash App Pay has to know of the payer. */
  readonly cashapp?: {}
  /** What Swish has to know of the payer. */
  readonly swish?: {}
  /** What Virtual account has to know of the payer. */
  readonly virtual_account?: VirtualAccountPart
  /** What Boleto has to know of the payer. */
  readonly boleto?: {
    /** `boleto`: CPF or CNPJ; may stand in billing_details instead. */
    readonly tax_id?: string
  }
  /** What Konbini has to know of the payer. */
  readonly konbini?: {
    /** `boleto`: CPF or CNPJ; may stand in billing_details instead. */
    readonly tax_id?: string
  }
  /** What OXXO has to know of the payer. */
  readonly oxxo?: {
    /** `boleto`: CPF or CNPJ; may stand in billing_details instead. */
    readonly tax_id?: string
  }
  /** What Multibanco has to know of the payer. */
  readonly multibanco?: {
    /** `boleto`: CPF or CNPJ; may stand in billing_details instead. */
    readonly tax_id?: string
  }
  /** What MTN Mobile Money has to know of the payer. */
  readonly momo_mtn?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Orange Money has to know of the payer. */
  readonly momo_orange?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Moov Money has to know of the payer. */
  readonly momo_moov?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Wave has to know of the payer. */
  readonly momo_wave?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What OVO has to know of the payer. */
  readonly ovo?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What MB WAY has to know of the payer. */
  readonly mb_way?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What M-Pesa has to know of the payer. */
  readonly momo_mpesa?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Airtel Money has to know of the payer. */
  readonly momo_airtel?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Tigo Pesa has to know of the payer. */
  readonly momo_tigo?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Vodacom M-Pesa has to know of the payer. */
  readonly momo_vodacom?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Vodafone Cash has to know of the payer. */
  readonly momo_vodafone?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What T-Money has to know of the payer. */
  readonly momo_togocel?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Free Money has to know of the payer. */
  readonly momo_freemoney?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What E-Money has to know of the payer. */
  readonly momo_e_money?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What HaloPesa has to know of the payer. */
  readonly momo_halopesa?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Zamtel Kwacha has to know of the payer. */
  readonly momo_zamtel?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What TNM Mpamba has to know of the payer. */
  readonly momo_tnm?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What EU Mobile Money has to know of the payer. */
  readonly momo_eu_mobile?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Amanata has to know of the payer. */
  readonly momo_amanata?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Zamani Cash has to know of the payer. */
  readonly momo_zamani_cash?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What My Nita has to know of the payer. */
  readonly wallet_my_nita?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Djamo has to know of the payer. */
  readonly wallet_djamo?: {
    /** The number of the wallet, best in E.164: +2290161234567. */
    readonly phone?: string
    /** ISO 3166-1 alpha-2, for a number without its country code. */
    readonly country?: string
  }
  /** What Mobile money has to know of the payer. */
  readonly mobile_money?: MobileMoneyPart
  /** What Klarna has to know of the payer. */
  readonly klarna?: KlarnaPart
  /** What Akulaku has to know of the payer. */
  readonly akulaku?: {}
  /** What Affirm has to know of the payer. */
  readonly affirm?: {}
  /** What Afterpay / Clearpay has to know of the payer. */
  readonly afterpay_clearpay?: {}
  /** What Zip has to know of the payer. */
  readonly zip?: {}
  /** What Alma has to know of the payer. */
  readonly alma?: {}
  /** What Billie has to know of the payer. */
  readonly billie?: {}
  /** What Scalapay has to know of the payer. */
  readonly scalapay?: {}
  /** What seQura has to know of the payer. */
  readonly sequra?: {}
  /** What Sunbit has to know of the payer. */
  readonly sunbit?: {}
  /** Who pays. */
  readonly billing_details?: BillingDetails2Part
  /** Your own key-value pairs: up to 50, keys of 40 and values of 500 characters. An empty value unsets a key. */
  readonly metadata?: { readonly [key: string]: string | null } | null
  /** Whether its payer may be shown it again. */
  readonly allow_redisplay?: "always" | "limited" | "unspecified"
  /** What risk rules are told of the browser. */
  readonly radar_options?: {
    /** The session of the payer's browser. */
    readonly session?: string
  }
}

/** What was chosen for single methods. */
export interface PaymentMethodOptionsPart {
  /** What was chosen for a card. */
  readonly card?: {
    /** Payment by instalments. */
    readonly installments?: {
      /** The plan that the payer chose. */
      readonly plan: {
        /** How many payments there are. */
        readonly count?: number
        /** What lies between two of them. */
        readonly interval?: "month"
        /** How the issuer counts them. */
        readonly type: "fixed_count" | "bonus" | "revolving"
      }
    }
  }
}

/** What is wished of single methods. */
export interface PaymentMethodOptions2Part {
  /** What is wished of a card. */
  readonly card?: {
    /** Whether the payer is authenticated: where the issuer wants it, always, or always with a challenge. */
    readonly request_three_d_secure?: "automatic" | "any" | "challenge" | null
    /** Whether cards are only authorised, whatever the intent says. */
    readonly capture_method?: "manual" | null
    /** Of a saved card, asked for again. Kept in memory until the answer, and nowhere else. Ours. */
    readonly cvc?: string
    /** Payment by instalments. */
    readonly installments?: {
      /** Whether instalments are offered. */
      readonly enabled?: boolean
      /** The plan that was chosen. */
      readonly plan?: {
        /** How many payments there are. */
        readonly count?: number
        /** What lies between two of them. */
        readonly interval?: "month"
        /** How the issuer counts them. */
        readonly type: "fixed_count" | "bonus" | "revolving"
      } | null
    }
    /** The terms of a mandate for cards of countries that ask for one. */
    readonly mandate_options?: {
      /** What is taken each time, or at most. In the currency's smallest unit. */
      readonly amount: number
      /** Whether the amount is taken each time, or at most. */
      readonly amount_type: "fixed" | "maximum"
      /** What the payer agreed to. */
      readonly description?: string
      /** Unix seconds. */
      readonly end_date?: number
      /** How often it is taken. */
      readonly interval: "day" | "month" | "sporadic" | "week" | "year"
      /** How many intervals lie between two payments. */
      readonly interval_count?: number
      /** The merchant's own reference of the mandate. */
      readonly reference: string
      /** Unix seconds. */
      readonly start_date: number
      /** Which kinds of mandate it may become. */
      readonly supported_types?: readonly "india"[]
    } | null
    /** Taken by mail or telephone: nobody is there to authenticate. */
    readonly moto?: boolean
    /** One of those that the card has. */
    readonly network?: "amex" | "cartes_bancaires" | "diners" | "discover" | "eftpos_au" | "girocard" | "interac" | "jcb" | "link" | "mastercard" | "unionpay" | "unknown" | "visa" | null
    /** Whether the money should be held longer than usual. */
    readonly request_extended_authorization?: "if_available" | "never" | null
    /** Whether the authorised amount should be raisable. */
    readonly request_incremental_authorization?: "if_available" | "never" | null
    /** Whether it should be capturable in several parts. */
    readonly request_multicapture?: "if_available" | "never" | null
    /** Whether more should be capturable than is authorised. */
    readonly request_overcapture?: "if_available" | "never" | null
    /** A saved card pays with its code only. */
    readonly require_cvc_recollection?: boolean
    /** What the card is saved for. */
    readonly setup_credential_usage?: "installment" | "recurring" | "unscheduled"
    /** Whether the card is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
    /** The suffix of the statement in kana. */
    readonly statement_descriptor_suffix_kana?: string | null
    /** The suffix of the statement in kanji. */
    readonly statement_descriptor_suffix_kanji?: string | null
    /** What kind of payment with a saved card it is. */
    readonly stored_credential_usage?: "installment" | "recurring" | "unscheduled"
    /** An authentication that somebody else carried out. */
    readonly three_d_secure?: ThreeDSecurePart
  } | null
  /** What is wished of Alipay. */
  readonly alipay?: AlipayPart | null
  /** What is wished of Alipay+. */
  readonly alipayplus?: AlipayplusPart | null
  /** What is wished of AlipayHK. */
  readonly alipay_hk?: AlipayPart | null
  /** What is wished of DANA. */
  readonly dana?: AlipayPart | null
  /** What is wished of ShopeePay. */
  readonly shopeepay?: AlipayplusPart | null
  /** What is wished of GCash. */
  readonly gcash?: AlipayPart | null
  /** What is wished of BPI. */
  readonly bpi?: AlipayplusPart | null
  /** What is wished of TrueMoney. */
  readonly truemoney?: AlipayPart | null
  /** What is wished of Rabbit LINE Pay. */
  readonly rabbit_line_pay?: AlipayPart | null
  /** What is wished of Boost. */
  readonly boost?: AlipayPart | null
  /** What is wished of Touch 'n Go. */
  readonly touchngo?: AlipayPart | null
  /** What is wished of MCash. */
  readonly mcash?: AlipayplusPart | null
  /** What is wished of GrabPay. */
  readonly grabpay?: AlipayplusPart | null
  /** What is wished of Kakao Pay. */
  readonly kakaopay?: AlipayPart | null
  /** What is wished of 9Pay. */
  readonly "9pay"?: AlipayplusPart | null
  /** What is wished of UnionPay. */
  readonly unionpay?: UnionpayPart | null
  /** What is wished of Link. */
  readonly link?: {
    /** A token of the payer's wallet; kept nowhere. */
    readonly persistent_token?: string | null
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
    /** Whether the money is only held, to be captured by a call. */
    readonly capture_method?: "manual" | null
    /** How many seconds the payer has. */
    readonly expires_after_seconds?: number | null
    /** How many days the payer has: until the end of the last one. */
    readonly expires_after_days?: number | null
    /** Until when the payer can pay, in unix seconds. */
    readonly expires_at?: number | null
  } | null
  /** What is wished of PayPal. */
  readonly paypal?: {
    /** The language of the pages that the payer sees. */
    readonly preferred_locale?: string | null
    /** The merchant's own reference. */
    readonly reference?: string | null
    /** What the vendor knows the session by. */
    readonly risk_correlation_id?: string | null
    /** A leave that the payer gave before. */
    readonly billing_agreement_id?: string | null
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
    /** Whether the money is only held, to be captured by a call. */
    readonly capture_method?: "manual" | null
    /** How many seconds the payer has. */
    readonly expires_after_seconds?: number | null
    /** How many days the payer has: until the end of the last one. */
    readonly expires_after_days?: number | null
    /** Until when the payer can pay, in unix seconds. */
    readonly expires_at?: number | null
  } | null
  /** What is wished of Amazon Pay. */
  readonly amazon_pay?: AmazonPayPart | null
  /** What is wished of Revolut Pay. */
  readonly revolut_pay?: AmazonPayPart | null
  /** What is wished of MobilePay. */
  readonly mobilepay?: UnionpayPart | null
  /** What is wished of Satispay. */
  readonly satispay?: AmazonPayPart | null
  /** What is wished of TWINT. */
  readonly twint?: AlipayPart | null
  /** What is wished of Bizum. */
  readonly bizum?: AlipayPart | null
  /** What is wished of PayPay. */
  readonly paypay?: AlipayplusPart | null
  /** What is wished of Stablecoins. */
  readonly crypto?: AlipayplusPart | null
  /** What is wished of Kakao Pay. */
  readonly kakao_pay?: AmazonPayPart | null
  /** What is wished of Korean cards. */
  readonly kr_card?: AmazonPayPart | null
  /** What is wished of Naver Pay. */
  readonly naver_pay?: AmazonPayPart | null
  /** What is wished of PAYCO. */
  readonly payco?: UnionpayPart | null
  /** What is wished of Samsung Pay. */
  readonly samsung_pay?: UnionpayPart | null
  /** What is wished of iDEAL. */
  readonly ideal?: AlipayPart | null
  /** What is wished of Bancontact. */
  readonly bancontact?: {
    /** The language of the pages that the payer sees. */
    readonly preferred_language?: "de" | "en" | "fr" | "nl"
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
    /** How many seconds the payer has. */
    readonly expires_after_seconds?: number | null
    /** How many days the payer has: until the end of the last one. */
    readonly expires_after_days?: number | null
    /** Until when the payer can pay, in unix seconds. */
    readonly expires_at?: number | null
  } | null
  /** What is wished of EPS. */
  readonly eps?: AlipayplusPart | null
  /** What is wished of giropay. */
  readonly giropay?: AlipayplusPart | null
  /** What is wished of Sofort. */
  readonly sofort?: {
    /** The language of the pages that the payer sees. */
    readonly preferred_language?: "de" | "en" | "es" | "fr" | "it" | "nl" | "pl" | null
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
    /** How many seconds the payer has. */
    readonly expires_after_seconds?: number | null
    /** How many days the payer has: until the end of the last one. */
    readonly expires_after_days?: number | null
    /** Until when the payer can pay, in unix seconds. */
    readonly expires_at?: number | null
  } | null
  /** What is wished of Przelewy24. */
  readonly p24?: {
    /** The shop showed the terms of Przelewy24. */
    readonly tos_shown_and_accepted?: boolean
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | null
    /** How many seconds the payer has. */
    readonly expires_after_seconds?: number | null
    /** How many days the payer has: until the end of the last one. */
    readonly expires_after_days?: number | null
    /** Until when the payer can pay, in unix seconds. */
    readonly expires_at?: number | null
  } | null
  /** What is wished of BLIK. */
  readonly blik?: {
    /** Six digits of the bank app; kept nowhere. */
    readonly code?: string
    /** The terms of the payer's leave. */
    readonly mandate_options?: {
      /** When it is given up, or its code or number ends. Ours. In unix seconds. */
      readonly expires_at?: number
    }
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
    /** How many seconds the payer has. */
    readonly expires_after_seconds?: number | null
    /** How many days the payer has: until the end of the last one. */
    readonly expires_after_days?: number | null
    /** Until when the payer can pay, in unix seconds. */
    readonly expires_at?: number | null
  } | null
  /** What is wished of Pay by bank. */
  readonly pay_by_bank?: AlipayplusPart | null
  /** What is wished of Trustly. */
  readonly trustly?: AlipayplusPart | null
  /** What is wished of FPX. */
  readonly fpx?: AlipayplusPart | null
  /** What is wished of Stitch. */
  readonly stitch?: AlipayplusPart | null
  /** What is wished of Indonesian bank transfer. */
  readonly bank_transfer_id?: AlipayplusPart | null
  /** What is wished of SEPA Direct Debit. */
  readonly sepa_debit?: SepaDebitPart | null
  /** What is wished of US bank account. */
  readonly us_bank_account?: {
    /** How the payer chooses an account. */
    readonly financial_connections?: FinancialConnectionsPart
    /** The terms of the payer's leave. */
    readonly mandate_options?: {
      /** How the leave was given. */
      readonly collection_method?: "paper" | null
    }
    /** The networks of the method. */
    readonly networks?: {
      /** Which networks are wished for. */
      readonly requested?: ReadonlyArray<"ach" | "us_domestic_wire">
    }
    /** What it is for, in a word of the scheme. */
    readonly transaction_purpose?: "goods" | "other" | "services" | "unspecified" | null
    /** How the account is proven. */
    readonly verification_method?: "automatic" | "instant" | "microdeposits"
    /** The day of the debit, as YYYY-MM-DD. */
    readonly target_date?: string
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of Bacs Direct Debit. */
  readonly bacs_debit?: SepaDebitPart | null
  /** What is wished of BECS Direct Debit. */
  readonly au_becs_debit?: {
    /** The day of the debit, as YYYY-MM-DD. */
    readonly target_date?: string
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of Pre-authorised debit (ACSS). */
  readonly acss_debit?: {
    /** Of a setup: what will be debited. */
    readonly currency?: "cad" | "usd"
    /** The terms of the payer's leave. */
    readonly mandate_options?: MandateOptions2Part
    /** How the account is proven. */
    readonly verification_method?: "automatic" | "instant" | "microdeposits"
    /** The day of the debit, as YYYY-MM-DD. */
    readonly target_date?: string
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of New Zealand bank account. */
  readonly nz_bank_account?: {
    /** The day of the debit, as YYYY-MM-DD. */
    readonly target_date?: string
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of PayTo. */
  readonly payto?: {
    /** The terms of the payer's leave. */
    readonly mandate_options?: {
      /** What is to be paid. In the currency's smallest unit. */
      readonly amount?: number | null
      /** Whether the amount is taken each time, or at most. */
      readonly amount_type?: "fixed" | "maximum" | null
      /** When it ends. */
      readonly end_date?: string | null
      /** How often it is taken. */
      readonly payment_schedule?: "adhoc" | "annual" | "daily" | "fortnightly" | "monthly" | "quarterly" | "semi_annual" | "weekly" | null
      /** How many payments there are in a period. */
      readonly payments_per_period?: number | null
      /** What it is for, in a word of the scheme. */
      readonly purpose?: string | null
      /** When it begins. */
      readonly start_date?: string | null
    }
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of Bank transfer. */
  readonly customer_balance?: {
    /** How the money is sent. */
    readonly bank_transfer?: {
      /** For transfers in euros. */
      readonly eu_bank_transfer?: {
        /** The payer's country, as two letters. */
        readonly country: "BE" | "DE" | "ES" | "FR" | "IE" | "NL"
      }
      /** Which kinds of account number are wished for. */
      readonly requested_address_types?: readonly string[]
      /** What kind it is. */
      readonly type: "us_bank_transfer" | "eu_bank_transfer" | "gb_bank_transfer" | "jp_bank_transfer" | "mx_bank_transfer"
    }
    /** How the balance is filled. */
    readonly funding_type?: "bank_transfer" | null
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | null
  } | null
  /** What is wished of QRIS. */
  readonly qris?: AlipayplusPart | null
  /** What is wished of PromptPay. */
  readonly promptpay?: AlipayplusPart | null
  /** What is wished of PayNow. */
  readonly paynow?: AlipayplusPart | null
  /** What is wished of Pix. */
  readonly pix?: {
    /** Whether the amount holds the tax IOF. */
    readonly amount_includes_iof?: "always" | "never"
    /** The terms of the payer's leave. */
    readonly mandate_options?: {
      /** What is to be paid. In the currency's smallest unit. */
      readonly amount?: number
      /** Whether the amount holds the tax IOF. */
      readonly amount_includes_iof?: "always" | "never"
      /** Whether the amount is taken each time, or at most. */
      readonly amount_type?: "fixed" | "maximum"
      /** The currency of its amounts. An ISO 4217 code in lower case. */
      readonly currency?: string
      /** When it ends. */
      readonly end_date?: string
      /** How often it is taken. */
      readonly payment_schedule?: "weekly" | "monthly" | "quarterly" | "halfyearly" | "yearly"
      /** The merchant's own reference. */
      readonly reference?: string
      /** When it begins. */
      readonly start_date?: string
    }
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
    /** How many seconds the payer has. */
    readonly expires_after_seconds?: number | null
    /** How many days the payer has: until the end of the last one. */
    readonly expires_after_days?: number | null
    /** Until when the payer can pay, in unix seconds. */
    readonly expires_at?: number | null
  } | null
  /** What is wished of WeChat Pay. */
  readonly wechat_pay?: {
    /** `web`, `android` or `ios`. */
    readonly client?: string
    /** The app's id. */
    readonly app_id?: string
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | null
    /** How many seconds the payer has. */
    readonly expires_after_seconds?: number | null
    /** How many days the payer has: until the end of the last one. */
    readonly expires_after_days?: number | null
    /** Until when the payer can pay, in unix seconds. */
    readonly expires_at?: number | null
  } | null
  /** What is wished of UPI. */
  readonly upi?: {
    /** The terms of the payer's leave. */
    readonly mandate_options?: MandateOptions3Part
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
    /** How many seconds the payer has. */
    readonly expires_after_seconds?: number | null
    /** How many days the payer has: until the end of the last one. */
    readonly expires_after_days?: number | null
    /** Until when the payer can pay, in unix seconds. */
    readonly expires_at?: number | null
  } | null
  /** What is wished of Cash App Pay. */
  readonly cashapp?: AmazonPayPart | null
  /** What is wished of Swish. */
  readonly swish?: {
    /** The merchant's own reference. */
    readonly reference?: string | null
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | null
    /** How many seconds the payer has. */
    readonly expires_after_seconds?: number | null
    /** How many days the payer has: until the end of the last one. */
    readonly expires_after_days?: number | null
    /** Until when the payer can pay, in unix seconds. */
    readonly expires_at?: number | null
  } | null
  /** What is wished of Virtual account. */
  readonly virtual_account?: AlipayplusPart | null
  /** What is wished of Boleto. */
  readonly boleto?: {
    /** `konbini`: 10 or 11 digits that the payer types, often the phone number. */
    readonly confirmation_number?: string | null
    /** `konbini`: what the payer reads at the counter. */
    readonly product_description?: string | null
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
    /** How many seconds the payer has. */
    readonly expires_after_seconds?: number | null
    /** How many days the payer has: until the end of the last one. */
    readonly expires_after_days?: number | null
    /** Until when the payer can pay, in unix seconds. */
    readonly expires_at?: number | null
  } | null
  /** What is wished of Konbini. */
  readonly konbini?: KonbiniPart | null
  /** What is wished of OXXO. */
  readonly oxxo?: KonbiniPart | null
  /** What is wished of Multibanco. */
  readonly multibanco?: KonbiniPart | null
  /** What is wished of MTN Mobile Money. */
  readonly momo_mtn?: AlipayplusPart | null
  /** What is wished of Orange Money. */
  readonly momo_orange?: AlipayplusPart | null
  /** What is wished of Moov Money. */
  readonly momo_moov?: AlipayplusPart | null
  /** What is wished of Wave. */
  readonly momo_wave?: AlipayplusPart | null
  /** What is wished of OVO. */
  readonly ovo?: AlipayplusPart | null
  /** What is wished of MB WAY. */
  readonly mb_way?: AlipayplusPart | null
  /** What is wished of M-Pesa. */
  readonly momo_mpesa?: AlipayplusPart | null
  /** What is wished of Airtel Money. */
  readonly momo_airtel?: AlipayplusPart | null
  /** What is wished of Tigo Pesa. */
  readonly momo_tigo?: AlipayplusPart | null
  /** What is wished of Vodacom M-Pesa. */
  readonly momo_vodacom?: AlipayplusPart | null
  /** What is wished of Vodafone Cash. */
  readonly momo_vodafone?: AlipayplusPart | null
  /** What is wished of T-Money. */
  readonly momo_togocel?: AlipayplusPart | null
  /** What is wished of Free Money. */
  readonly momo_freemoney?: AlipayplusPart | null
  /** What is wished of E-Money. */
  readonly momo_e_money?: AlipayplusPart | null
  /** What is wished of HaloPesa. */
  readonly momo_halopesa?: AlipayplusPart | null
  /** What is wished of Zamtel Kwacha. */
  readonly momo_zamtel?: AlipayplusPart | null
  /** What is wished of TNM Mpamba. */
  readonly momo_tnm?: AlipayplusPart | null
  /** What is wished of EU Mobile Money. */
  readonly momo_eu_mobile?: AlipayplusPart | null
  /** What is wished of Amanata. */
  readonly momo_amanata?: AlipayplusPart | null
  /** What is wished of Zamani Cash. */
  readonly momo_zamani_cash?: AlipayplusPart | null
  /** What is wished of My Nita. */
  readonly wallet_my_nita?: AlipayplusPart | null
  /** What is wished of Djamo. */
  readonly wallet_djamo?: AlipayplusPart | null
  /** What is wished of Mobile money. */
  readonly mobile_money?: AlipayplusPart | null
  /** What is wished of Klarna. */
  readonly klarna?: {
    /** Of a setup: what will be paid in. */
    readonly currency?: string
    /** The language of the pages that the payer sees. */
    readonly preferred_locale?: string | null
    /** What is bought again and again, on demand. */
    readonly on_demand?: OnDemandPart
    /** What is bought by subscription. */
    readonly subscriptions?: ReadonlyArray<{
      /** What lies between two payments. */
      readonly interval: "day" | "week" | "month" | "year"
      /** How many intervals lie between two payments. */
      readonly interval_count?: number
      /** The full name. */
      readonly name?: string
      /** When it is taken next, and how much. */
      readonly next_billing?: {
        /** What is to be paid. In the currency's smallest unit. */
        readonly amount: number
        /** The day, as YYYY-MM-DD. */
        readonly date: string
      }
      /** The merchant's own reference. */
      readonly reference: string
    }> | null
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
    /** Whether the money is only held, to be captured by a call. */
    readonly capture_method?: "manual" | null
    /** How many seconds the payer has. */
    readonly expires_after_seconds?: number | null
    /** How many days the payer has: until the end of the last one. */
    readonly expires_after_days?: number | null
    /** Until when the payer can pay, in unix seconds. */
    readonly expires_at?: number | null
  } | null
  /** What is wished of Akulaku. */
  readonly akulaku?: AlipayplusPart | null
  /** What is wished of Affirm. */
  readonly affirm?: {
    /** The language of the pages that the payer sees. */
    readonly preferred_locale?: string | null
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | null
    /** Whether the money is only held, to be captured by a call. */
    readonly capture_method?: "manual" | null
    /** How many seconds the payer has. */
    readonly expires_after_seconds?: number | null
    /** How many days the payer has: until the end of the last one. */
    readonly expires_after_days?: number | null
    /** Until when the payer can pay, in unix seconds. */
    readonly expires_at?: number | null
  } | null
  /** What is wished of Afterpay / Clearpay. */
  readonly afterpay_clearpay?: {
    /** The merchant's own reference. */
    readonly reference?: string | null
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | null
    /** Whether the money is only held, to be captured by a call. */
    readonly capture_method?: "manual" | null
    /** How many seconds the payer has. */
    readonly expires_after_seconds?: number | null
    /** How many days the payer has: until the end of the last one. */
    readonly expires_after_days?: number | null
    /** Until when the payer can pay, in unix seconds. */
    readonly expires_at?: number | null
  } | null
  /** What is wished of Zip. */
  readonly zip?: AlipayplusPart | null
  /** What is wished of Alma. */
  readonly alma?: UnionpayPart | null
  /** What is wished of Billie. */
  readonly billie?: {
    /** The company that buys. */
    readonly company_details?: {
      /** The company's address. */
      readonly registered_address?: Address2Part | null
      /** The company's name. */
      readonly registered_name?: string
      /** The company's number in the register. */
      readonly registration_number?: string
      /** What kind of register it is. */
      readonly registration_type?: string
      /** The company's number for value-added tax. */
      readonly vat?: string
    } | null
    /** The merchant's own reference. */
    readonly reference?: string | null
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | null
    /** Whether the money is only held, to be captured by a call. */
    readonly capture_method?: "manual" | null
    /** How many seconds the payer has. */
    readonly expires_after_seconds?: number | null
    /** How many days the payer has: until the end of the last one. */
    readonly expires_after_days?: number | null
    /** Until when the payer can pay, in unix seconds. */
    readonly expires_at?: number | null
  } | null
  /** What is wished of Scalapay. */
  readonly scalapay?: UnionpayPart | null
  /** What is wished of seQura. */
  readonly sequra?: UnionpayPart | null
  /** What is wished of Sunbit. */
  readonly sunbit?: UnionpayPart | null
}

/** What is wished of single methods. */
export interface PaymentMethodOptions3Part {
  /** What is wished of a card. */
  readonly card?: {
    /** The terms of a mandate for cards of countries that ask for one. */
    readonly mandate_options?: {
      /** What is taken each time, or at most. In the currency's smallest unit. */
      readonly amount: number
      /** Whether the amount is taken each time, or at most. */
      readonly amount_type: "fixed" | "maximum"
      /** What the payer agreed to. */
      readonly description?: string
      /** Unix seconds. */
      readonly end_date?: number
      /** How often it is taken. */
      readonly interval: "day" | "month" | "sporadic" | "week" | "year"
      /** How many intervals lie between two payments. */
      readonly interval_count?: number
      /** The merchant's own reference of the mandate. */
      readonly reference: string
      /** Unix seconds. */
      readonly start_date: number
      /** Which kinds of mandate it may become. */
      readonly supported_types?: readonly "india"[]
      /** ISO 4217 code, for example `eur`. */
      readonly currency: string
    } | null
    /** Taken by mail or telephone: nobody is there to authenticate. */
    readonly moto?: boolean
    /** One of those that the card has. */
    readonly network?: "amex" | "cartes_bancaires" | "diners" | "discover" | "eftpos_au" | "girocard" | "interac" | "jcb" | "link" | "mastercard" | "unionpay" | "unknown" | "visa" | null
    /** Whether the payer is authenticated: where the issuer wants it, always, or always with a challenge. */
    readonly request_three_d_secure?: "automatic" | "any" | "challenge" | null
    /** What the card is saved for. */
    readonly setup_credential_usage?: "installment" | "recurring" | "unscheduled"
    /** An authentication that somebody else carried out. */
    readonly three_d_secure?: ThreeDSecurePart
  } | null
  /** What is wished of Alipay. */
  readonly alipay?: {
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of AlipayHK. */
  readonly alipay_hk?: {
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of DANA. */
  readonly dana?: {
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of GCash. */
  readonly gcash?: {
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of TrueMoney. */
  readonly truemoney?: {
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of Rabbit LINE Pay. */
  readonly rabbit_line_pay?: {
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of Boost. */
  readonly boost?: {
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of Touch 'n Go. */
  readonly touchngo?: {
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of Kakao Pay. */
  readonly kakaopay?: {
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of Link. */
  readonly link?: {
    /** A token of the payer's wallet; kept nowhere. */
    readonly persistent_token?: string | null
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of PayPal. */
  readonly paypal?: {
    /** The language of the pages that the payer sees. */
    readonly preferred_locale?: string | null
    /** The merchant's own reference. */
    readonly reference?: string | null
    /** What the vendor knows the session by. */
    readonly risk_correlation_id?: string | null
    /** A leave that the payer gave before. */
    readonly billing_agreement_id?: string | null
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of Amazon Pay. */
  readonly amazon_pay?: {
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of Revolut Pay. */
  readonly revolut_pay?: {
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of Satispay. */
  readonly satispay?: {
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of TWINT. */
  readonly twint?: {
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of Bizum. */
  readonly bizum?: {
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of Kakao Pay. */
  readonly kakao_pay?: {
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of Korean cards. */
  readonly kr_card?: {
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of Naver Pay. */
  readonly naver_pay?: {
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of iDEAL. */
  readonly ideal?: {
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of Bancontact. */
  readonly bancontact?: {
    /** The language of the pages that the payer sees. */
    readonly preferred_language?: "de" | "en" | "fr" | "nl"
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of Sofort. */
  readonly sofort?: {
    /** The language of the pages that the payer sees. */
    readonly preferred_language?: "de" | "en" | "es" | "fr" | "it" | "nl" | "pl" | null
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of BLIK. */
  readonly blik?: {
    /** Six digits of the bank app; kept nowhere. */
    readonly code?: string
    /** The terms of the payer's leave. */
    readonly mandate_options?: {
      /** Until when it can be used, in unix seconds. */
      readonly expires_at?: number
    }
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of SEPA Direct Debit. */
  readonly sepa_debit?: SepaDebit2Part | null
  /** What is wished of US bank account. */
  readonly us_bank_account?: {
    /** How the payer chooses an account. */
    readonly financial_connections?: FinancialConnectionsPart
    /** The terms of the payer's leave. */
    readonly mandate_options?: {
      /** How the leave was given. */
      readonly collection_method?: "paper" | null
    }
    /** The networks of the method. */
    readonly networks?: {
      /** Which networks are wished for. */
      readonly requested?: ReadonlyArray<"ach" | "us_domestic_wire">
    }
    /** What it is for, in a word of the scheme. */
    readonly transaction_purpose?: "goods" | "other" | "services" | "unspecified" | null
    /** How the account is proven. */
    readonly verification_method?: "automatic" | "instant" | "microdeposits"
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of Bacs Direct Debit. */
  readonly bacs_debit?: SepaDebit2Part | null
  /** What is wished of BECS Direct Debit. */
  readonly au_becs_debit?: {
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of Pre-authorised debit (ACSS). */
  readonly acss_debit?: {
    /** Of a setup: what will be debited. */
    readonly currency?: "cad" | "usd"
    /** The terms of the payer's leave. */
    readonly mandate_options?: MandateOptions2Part
    /** How the account is proven. */
    readonly verification_method?: "automatic" | "instant" | "microdeposits"
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of New Zealand bank account. */
  readonly nz_bank_account?: {
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of PayTo. */
  readonly payto?: {
    /** The terms of the payer's leave. */
    readonly mandate_options?: {
      /** An amount, in the currency's smallest unit. */
      readonly amount?: number | null
      /** Whether the amount is taken each time, or at most. */
      readonly amount_type?: "fixed" | "maximum" | null
      /** When it ends. */
      readonly end_date?: string | null
      /** How often it is taken. */
      readonly payment_schedule?: "adhoc" | "annual" | "daily" | "fortnightly" | "monthly" | "quarterly" | "semi_annual" | "weekly" | null
      /** How many payments there are in a period. */
      readonly payments_per_period?: number | null
      /** What it is for, in a word of the scheme. */
      readonly purpose?: string | null
      /** When it begins. */
      readonly start_date?: string | null
    }
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of Pix. */
  readonly pix?: {
    /** Whether the amount holds the tax IOF. */
    readonly amount_includes_iof?: "always" | "never"
    /** The terms of the payer's leave. */
    readonly mandate_options?: {
      /** An amount, in the currency's smallest unit. */
      readonly amount?: number
      /** Whether the amount holds the tax IOF. */
      readonly amount_includes_iof?: "always" | "never"
      /** Whether the amount is taken each time, or at most. */
      readonly amount_type?: "fixed" | "maximum"
      /** An ISO 4217 code, such as `eur`. */
      readonly currency?: string
      /** When it ends. */
      readonly end_date?: string
      /** How often it is taken. */
      readonly payment_schedule?: "weekly" | "monthly" | "quarterly" | "halfyearly" | "yearly"
      /** The merchant's own reference. */
      readonly reference?: string
      /** When it begins. */
      readonly start_date?: string
    }
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of UPI. */
  readonly upi?: {
    /** The terms of the payer's leave. */
    readonly mandate_options?: MandateOptionsPart
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of Cash App Pay. */
  readonly cashapp?: {
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of Boleto. */
  readonly boleto?: {
    /** `konbini`: 10 or 11 digits that the payer types, often the phone number. */
    readonly confirmation_number?: string | null
    /** `konbini`: what the payer reads at the counter. */
    readonly product_description?: string | null
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
  /** What is wished of Klarna. */
  readonly klarna?: {
    /** Of a setup: what will be paid in. */
    readonly currency?: string
    /** The language of the pages that the payer sees. */
    readonly preferred_locale?: string | null
    /** What is bought again and again, on demand. */
    readonly on_demand?: OnDemandPart
    /** What is bought by subscription. */
    readonly subscriptions?: ReadonlyArray<{
      /** What lies between two payments. */
      readonly interval: "day" | "week" | "month" | "year"
      /** How many intervals lie between two payments. */
      readonly interval_count?: number
      /** The full name. */
      readonly name?: string
      /** When it is taken next, and how much. */
      readonly next_billing?: {
        /** An amount, in the currency's smallest unit. */
        readonly amount: number
        /** The day, as YYYY-MM-DD. */
        readonly date: string
      }
      /** The merchant's own reference. */
      readonly reference: string
    }> | null
    /** Whether this method is saved, whatever the intent says. */
    readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
  } | null
}

/** What PayTo has to know of the payer. */
export interface PaytoPart {
  /** Kept sealed; only the last four digits are shown. */
  readonly account_number?: string
  /** The bank and branch, as six digits. */
  readonly bsb_number?: string
  /** The name that the account goes by: a phone number, an e-mail address. */
  readonly pay_id?: string
}

/** The plan that the payer chose. */
export interface PlanPart {
  /** How many payments there are. */
  readonly count: number | null
  /** What lies between two of them. */
  readonly interval: "month" | null
  /** How the issuer counts them. */
  readonly type: "fixed_count" | "bonus" | "revolving"
}

/** What is wished of SEPA Direct Debit. */
export interface SepaDebitPart {
  /** The terms of the payer's leave. */
  readonly mandate_options?: {
    /** What the mandate's reference begins with. */
    readonly reference_prefix?: string | null
  }
  /** The day of the debit, as YYYY-MM-DD. */
  readonly target_date?: string
  /** Whether this method is saved, whatever the intent says. */
  readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
}

/** What is wished of SEPA Direct Debit. */
export interface SepaDebit2Part {
  /** The terms of the payer's leave. */
  readonly mandate_options?: {
    /** What the mandate's reference begins with. */
    readonly reference_prefix?: string | null
  }
  /** Whether this method is saved, whatever the intent says. */
  readonly setup_future_usage?: "none" | "off_session" | "on_session" | null
}

/** Where bought goods are sent. */
export interface ShippingPart {
  /** Where the goods go. */
  readonly address: Address2Part
  /** Who gets them. */
  readonly name: string
  /** Who brings the goods. */
  readonly carrier?: string | null
  /** The phone number of who gets them. */
  readonly phone?: string | null
  /** The carrier's number of the parcel. */
  readonly tracking_number?: string | null
}

/** Where bought goods are sent. */
export interface Shipping2Part {
  /** Where the goods go. */
  readonly address: AddressPart
  /** Who brings them. */
  readonly carrier: string | null
  /** Who gets them. */
  readonly name?: string
  /** The phone number of who gets them. */
  readonly phone: string | null
  /** The carrier's number of the parcel; several are separated by commas. */
  readonly tracking_number: string | null
}

/** Where bought goods are sent. */
export interface Shipping3Part {
  /** Where the goods go. */
  readonly address: Address2Part
  /** Who gets them. */
  readonly name: string
  /** Who brings them. */
  readonly carrier?: string | null
  /** The phone number of who gets them. */
  readonly phone?: string | null
  /** The carrier's number of the parcel; several are separated by commas. */
  readonly tracking_number?: string | null
}

/** Alike in several places: source. */
export interface SourcePart {
  /** What this object is: always `customer`. */
  readonly object?: "card"
  /** The card number; spaces and dashes are allowed. */
  readonly number: string
  /** The month of its expiry, from 1. */
  readonly exp_month: number
  /** Two or four digits. */
  readonly exp_year: number
  /** Kept in memory until the authorisation is answered, and nowhere else. */
  readonly cvc?: string
  /** The full name, or that of a business. */
  readonly name?: string
  /** The payer's street and number. */
  readonly address_line1?: string
  /** The second line of the payer's address. */
  readonly address_line2?: string
  /** The payer's city. */
  readonly address_city?: string
  /** The payer's state or province. */
  readonly address_state?: string
  /** The payer's postal code. */
  readonly address_zip?: string
  /** The payer's country. */
  readonly address_country?: string
  /** The currency of the balance. An ISO 4217 code in lower case. */
  readonly currency?: string
  /** Your own key-value pairs: up to 50, keys of 40 and values of 500 characters. An empty value unsets a key. */
  readonly metadata?: { readonly [key: string]: string | null } | null
}

/** Alike in several places: source. */
export interface Source2Part {
  /** What this object is: always `card`. */
  readonly object?: "card"
  /** The card number; spaces and dashes are allowed. */
  readonly number: string
  /** The month of its expiry, from 1. */
  readonly exp_month: number
  /** Two or four digits. */
  readonly exp_year: number
  /** Kept in memory until the authorisation is answered, and nowhere else. */
  readonly cvc?: string
  /** The payer's name. */
  readonly name?: string
  /** The payer's street and number. */
  readonly address_line1?: string
  /** The second line of the payer's address. */
  readonly address_line2?: string
  /** The payer's city. */
  readonly address_city?: string
  /** The payer's state or province. */
  readonly address_state?: string
  /** The payer's postal code. */
  readonly address_zip?: string
  /** The payer's country. */
  readonly address_country?: string
  /** An ISO 4217 code, such as `eur`. */
  readonly currency?: string
  /** Your own key-value pairs: up to 50, keys of 40 and values of 500 characters. An empty value unsets a key. */
  readonly metadata?: { readonly [key: string]: string | null } | null
}

/** Alike in several places: source. */
export interface Source3Part {
  /** What this object is: always `charge`. */
  readonly object?: "card"
  /** The card number; spaces and dashes are allowed. */
  readonly number: string
  /** The month of its expiry, from 1. */
  readonly exp_month: number
  /** Two or four digits. */
  readonly exp_year: number
  /** Kept in memory until the authorisation is answered, and nowhere else. */
  readonly cvc?: string
  /** The full name. */
  readonly name?: string
  /** The payer's street and number. */
  readonly address_line1?: string
  /** The second line of the payer's address. */
  readonly address_line2?: string
  /** The payer's city. */
  readonly address_city?: string
  /** The payer's state or province. */
  readonly address_state?: string
  /** The payer's postal code. */
  readonly address_zip?: string
  /** The payer's country. */
  readonly address_country?: string
  /** The currency of its amounts. An ISO 4217 code in lower case. */
  readonly currency?: string
  /** Your own key-value pairs: up to 50, keys of 40 and values of 500 characters. An empty value unsets a key. */
  readonly metadata?: { readonly [key: string]: string | null } | null
}

/** Always empty: there are no subscriptions yet. Shown where the request expands it. */
export interface SubscriptionsPart {
  /** What this object is: always `list`. */
  readonly object: "list"
  /** The newest of them, newest first. */
  readonly data: readonly Customer[]
  /** Whether there are more than these. */
  readonly has_more: boolean
  /** The path of the whole list. */
  readonly url: string
}

/** An authentication that somebody else carried out. */
export interface ThreeDSecurePart {
  /** The status that the authentication ended with. */
  readonly ares_trans_status?: "A" | "C" | "I" | "N" | "R" | "U" | "Y"
  /** CAVV, AAV or AEVV in base64. */
  readonly cryptogram: string
  /** The indicator of the authentication. */
  readonly electronic_commerce_indicator?: "01" | "02" | "05" | "06" | "07"
  /** The exemption that was asked for. */
  readonly exemption_indicator?: "low_risk" | "none"
  /** What single networks ask for besides. */
  readonly network_options?: {
    /** For Cartes Bancaires. */
    readonly cartes_bancaires?: {
      /** How the cryptogram was made. */
      readonly cb_avalgo: "0" | "1" | "2" | "3" | "4" | "A"
      /** The exemption that was taken. */
      readonly cb_exemption?: string
      /** The score of the risk, from 0 to 99. */
      readonly cb_score?: number
    }
  }
  /** Whether a challenge was asked for. */
  readonly requestor_challenge_indicator?: string
  /** Of the directory server (2.x) or the XID (1.0.2). */
  readonly transaction_id: string
  /** The version of 3-D Secure. */
  readonly version: "1.0.2" | "2.1.0" | "2.2.0" | "2.3.0" | "2.3.1"
}

/** What is wished of UnionPay. */
export interface UnionpayPart {
  /** Whether this method is saved, whatever the intent says. */
  readonly setup_future_usage?: "none" | null
  /** Whether the money is only held, to be captured by a call. */
  readonly capture_method?: "manual" | null
  /** How many seconds the payer has. */
  readonly expires_after_seconds?: number | null
  /** How many days the payer has: until the end of the last one. */
  readonly expires_after_days?: number | null
  /** Until when the payer can pay, in unix seconds. */
  readonly expires_at?: number | null
}

/** What UPI has to know of the payer. */
export interface UpiPart {
  /** The terms of the payer's leave. */
  readonly mandate_options?: MandateOptionsPart
}

/** What US bank account has to know of the payer. */
export interface UsBankAccountPart {
  /** The number of the account; kept sealed, and shown by its last digits. */
  readonly account_number?: string
  /** The number of the bank. */
  readonly routing_number?: string
  /** Whether a person or a company holds the account. */
  readonly account_holder_type?: "individual" | "company"
  /** What kind of account it is. */
  readonly account_type?: "checking" | "savings"
}

/** The challenge is opened within the shop's own page. */
export interface UseStripeSdkPart {
  /** Whether the browser is recognised first, or the payer passes a challenge. */
  readonly type: "three_d_secure_fingerprint" | "three_d_secure_redirect"
  /** The page to be opened within the page of the shop. */
  readonly stripe_js: string
  /** The id of the challenge. */
  readonly source: string
}

/** What Virtual account has to know of the payer. */
export interface VirtualAccountPart {
  /** The bank that gives the number. */
  readonly channel?: "bca" | "bni" | "bri" | "mandiri" | "permata" | "cimb" | "bsi" | "bnc" | "danamon"
  /** Shown to the payer at the bank. */
  readonly name?: string
  /** The last digits of the number, where the merchant chooses them. */
  readonly suffix?: string
  /** The bank takes any amount; otherwise only the exact one. */
  readonly open_amount?: boolean
}

/** A payment from its beginning to its end, whatever is tried for it. */
export interface PaymentIntent {
  /** The id of the payment intent. */
  readonly id: string
  /** What this object is: always `payment_intent`. */
  readonly object: "payment_intent"
  /** Of these methods, those are offered that fit. */
  readonly allowed_payment_method_types: readonly string[] | null
  /** Whether methods are offered as they fit; null where the merchant named them. */
  readonly automatic_payment_methods: {
    /** Whether methods are offered that send the payer to another page. */
    readonly allow_redirects?: "always" | "never"
    /** Whether every method is offered that fits the payment. */
    readonly enabled: boolean
  } | null
  /** Methods that are not offered. */
  readonly excluded_payment_method_types: readonly string[] | null
  /** What it is paid with. */
  readonly payment_method: string | PaymentMethod | null
  /** The configuration of methods that the request named. */
  readonly payment_method_configuration_details: {
    /** The configuration that was named. */
    readonly id: string
    /** Always null: configurations have none. */
    readonly parent: null
  } | null
  /** What is wished of single methods. */
  readonly payment_method_options: {
    /** What is wished of a card. */
    readonly card: {
      /** Whether cards are only authorised, whatever the intent says. */
      readonly capture_method?: "manual"
      /** Payment by instalments. */
      readonly installments: {
        /** The plans that this payment may be paid by. */
        readonly available_plans: readonly PlanPart[] | null
        /** Whether instalments are offered. */
        readonly enabled: boolean
        /** The plan that was chosen. */
        readonly plan: PlanPart | null
      } | null
      /** The terms of a mandate for cards of countries that ask for one. */
      readonly mandate_options: {
        /** What is taken each time, or at most. In the currency's smallest unit. */
        readonly amount: number
        /** Whether the amount is taken each time, or at most. */
        readonly amount_type: "fixed" | "maximum"
        /** What the payer agreed to. */
        readonly description: string | null
        /** When it ends. In unix seconds. */
        readonly end_date: number | null
        /** How often it is taken. */
        readonly interval: "day" | "month" | "sporadic" | "week" | "year"
        /** How many intervals lie between two payments. */
        readonly interval_count: number | null
        /** The merchant's own reference of the mandate. */
        readonly reference: string
        /** When it begins. In unix seconds. */
        readonly start_date: number
        /** Which kinds of mandate it may become. */
        readonly supported_types: readonly "india"[] | null
      } | null
      /** Of several networks of the card, the one to be used. */
      readonly network: string | null
      /** Whether the money should be held longer than usual. */
      readonly request_extended_authorization?: "if_available" | "never"
      /** Whether the authorised amount should be raisable. */
      readonly request_incremental_authorization?: "if_available" | "never"
      /** Whether it should be capturable in several parts. */
      readonly request_multicapture?: "if_available" | "never"
      /** Whether more should be capturable than is authorised. */
      readonly request_overcapture?: "if_available" | "never"
      /** Whether the payer is authenticated: where the issuer wants it, always, or always with a challenge. */
      readonly request_three_d_secure: "automatic" | "any" | "challenge"
      /** A saved card pays with its security code only. */
      readonly require_cvc_recollection?: boolean
      /** What the card is saved for. */
      readonly setup_credential_usage?: "installment" | "recurring" | "unscheduled"
      /** Whether the card is saved, whatever the intent says. */
      readonly setup_future_usage?: "none" | "off_session" | "on_session"
      /** The suffix of the statement in kana. */
      readonly statement_descriptor_suffix_kana?: string
      /** The suffix of the statement in kanji. */
      readonly statement_descriptor_suffix_kanji?: string
      /** What kind of payment with a saved card it is. */
      readonly stored_credential_usage?: "installment" | "recurring" | "unscheduled"
    }
    readonly [name: string]: unknown
  }
  /** What it can be paid with. */
  readonly payment_method_types: readonly string[]
  /** Whether the method is saved, for payments with or without the payer. */
  readonly setup_future_usage: "off_session" | "on_session" | null
  /** The merchant's own references, for the networks. */
  readonly payment_details?: {
    /** The merchant's number of the customer. */
    readonly customer_reference: string | null
    /** The merchant's number of the order. */
    readonly order_reference: string | null
  }
  /** Where a receipt would be sent to. */
  readonly receipt_email: string | null
  /** Where bought goods are sent. */
  readonly shipping: {
    /** Where the goods go. */
    readonly address: AddressPart
    /** Who brings them. */
    readonly carrier: string | null
    /** Who gets them. */
    readonly name?: string
    /** The phone number of who gets them. */
    readonly phone: string | null
    /** The carrier's number of the parcel; several are separated by commas. */
    readonly tracking_number: string | null
  } | null
  /** What the merchant wants on the statement. */
  readonly statement_descriptor: string | null
  /** What is added to the account's own descriptor. */
  readonly statement_descriptor_suffix: string | null
  /** A name by which the merchant groups payments. */
  readonly transfer_group: string | null
  /** What is to be paid. In the currency's smallest unit. */
  readonly amount: number
  /** What is authorised and can be captured. In the currency's smallest unit. */
  readonly amount_capturable: number
  /** What the amount is made of: the merchant's own account of it, for networks and lenders. */
  readonly amount_details: {
    /** What is taken off the whole. In the currency's smallest unit. */
    readonly discount_amount?: number
    /** What does not add up, where the merchant wished that it need not. */
    readonly error?: {
      /** The code of what is wrong. */
      readonly code: string
      /** What does not add up. */
      readonly message: string
    }
    /** What is bought, line by line. */
    readonly line_items?: {
      /** What this object is: always `list`. */
      readonly object: "list"
      /** The lines, as they were sent. */
      readonly data: ReadonlyArray<{
        /** The id of the line: of the intent, and its place. */
        readonly id: string
        /** What this object is: always `payment_intent_amount_details_line_item`. */
        readonly object: "payment_intent_amount_details_line_item"
        /** What is taken off. In the currency's smallest unit. */
        readonly discount_amount: number | null
        /** What single networks and lenders are told of the line. */
        readonly payment_method_options: {
          /** For card networks. */
          readonly card?: {
            /** The commodity by its code. */
            readonly commodity_code: string | null
          }
          /** For terminals. */
          readonly card_present?: {
            /** The commodity by its code. */
            readonly commodity_code: string | null
          }
          /** For Klarna. */
          readonly klarna?: {
            /** A picture of the goods. */
            readonly image_url: string | null
            /** The page of the goods. */
            readonly product_url: string | null
            /** The shop's number of the goods. */
            readonly reference: string | null
            /** The subscription that it belongs to. */
            readonly subscription_reference: string | null
          }
          /** For PayPal. */
          readonly paypal?: {
            /** What kind of goods it is. */
            readonly category?: string
            /** What the goods are. */
            readonly description?: string
            /** Who sells them. */
            readonly sold_by?: string
          }
        } | null
        /** The shop's number of the goods. */
        readonly product_code: string | null
        /** What is bought. */
        readonly product_name: string
        /** How many. */
        readonly quantity: number
        /** Tax of the line. */
        readonly tax: {
          /** The tax of the line. In the currency's smallest unit. */
          readonly total_tax_amount: number
        } | null
        /** What one of them costs. In the currency's smallest unit. */
        readonly unit_cost: number
        /** What they are counted in. */
        readonly unit_of_measure: string | null
      }>
      /** Always false: all lines are shown. */
      readonly has_more: boolean
      /** The path of the list. */
      readonly url: string
    }
    /** Shipping of the whole. */
    readonly shipping?: {
      /** What shipping costs. In the currency's smallest unit. */
      readonly amount: number | null
      /** Where the goods come from. */
      readonly from_postal_code: string | null
      /** Where they go. */
      readonly to_postal_code: string | null
    }
    /** Tax of the whole. */
    readonly tax?: {
      /** The tax of the whole. In the currency's smallest unit. */
      readonly total_tax_amount: number
    }
    /** Always empty: tips are given at terminals. */
    readonly tip: {}
  }
  /** What was received. In the currency's smallest unit. */
  readonly amount_received: number
  /** Always null: there are no platforms yet. */
  readonly application: null
  /** Always null: there are no platforms yet. */
  readonly application_fee_amount: null
  /** When it was cancelled. In unix seconds. */
  readonly canceled_at: number | null
  /** Why it was cancelled. */
  readonly cancellation_reason: "abandoned" | "duplicate" | "fraudulent" | "requested_by_customer" | "automatic" | "expired" | "failed_invoice" | "void_invoice" | null
  /** When the money is taken: at once, or (`manual`) held and captured by a call. */
  readonly capture_method: "automatic" | "automatic_async" | "manual"
  /** Its charges. Shown where the request expands it. */
  readonly charges?: {
    /** What this object is: always `list`. */
    readonly object: "list"
    /** The newest of them, newest first. */
    readonly data: readonly Charge[]
    /** Whether there are more than these. */
    readonly has_more: boolean
    /** The path of the whole list. */
    readonly url: string
  }
  /** What a browser proves itself with, beside a publishable key. To be kept out of logs and links. */
  readonly client_secret: string
  /** Whether a payer's browser may confirm after a challenge, or only the server. */
  readonly confirmation_method: "automatic" | "manual"
  /** When it was made. In unix seconds. */
  readonly created: number
  /** The currency of its amounts. An ISO 4217 code in lower case. */
  readonly currency: string
  /** Who pays. */
  readonly customer: string | Customer | DeletedCustomer | null
  /** Always null: there are no accounts of customers. */
  readonly customer_account: null
  /** What it is for. */
  readonly description: string | null
  /** Why the last attempt failed; null after a success. */
  readonly last_payment_error: {
    /** What the network advises: `try_again_later`, `do_not_try_again`, `confirm_card_data`. */
    readonly advice_code?: string
    /** The charge that failed. */
    readonly charge?: string
    /** The code of the error; each is explained at /docs/errors. */
    readonly code: string
    /** Why the issuer declined, in one word. */
    readonly decline_code?: string
    /** Where the code is explained. */
    readonly doc_url: string
    /** What went wrong, for people. */
    readonly message: string
    /** The code that the network answered with. */
    readonly network_decline_code?: string
    /** The method that was tried, as it was then. */
    readonly payment_method?: PaymentMethod
    /** What kind of error it is. */
    readonly type: "card_error" | "invalid_request_error" | "api_error"
  } | null
  /** The newest charge. */
  readonly latest_charge: string | Charge | null
  /** Whether real money moves. */
  readonly livemode: boolean
  /** Always null: nobody else sells in the merchant's name. */
  readonly managed_payments: null
  /** Your own key-value pairs. */
  readonly metadata: { readonly [key: string]: string }
  /** What the payer has to do next; null where nothing is asked. */
  readonly next_action: {
    /** Which member says what to do: `redirect_to_url`, `use_stripe_sdk`, or one named by the method. */
    readonly type: string
    /** The payer goes to a page and comes back. */
    readonly redirect_to_url?: {
      /** Where the payer comes back to. */
      readonly return_url: string | null
      /** The page that the payer has to be sent to. */
      readonly url: string
    }
    /** The challenge is opened within the shop's own page. */
    readonly use_stripe_sdk?: UseStripeSdkPart
    readonly [name: string]: unknown
  } | null
  /** Always null: there are no connected accounts yet. */
  readonly on_behalf_of: null
  /** Always null: payments made elsewhere are not recorded. */
  readonly payment_record: null
  /** What is told of a card payment that is under way. */
  readonly processing: {
    /** Nothing is told of it. */
    readonly card: {}
    /** What is under way. */
    readonly type: "card"
  } | null
  /** Always null: there are no reviews. */
  readonly review: null
  /** Always null: sources are older than payment intents. */
  readonly source: null
  /** How it stands: what it waits for (`requires_…`), whether it is under way (`processing`), or how it ended (`succeeded`, `canceled`). */
  readonly status: "requires_payment_method" | "requires_confirmation" | "requires_action" | "processing" | "requires_capture" | "succeeded" | "canceled"
  /** Where events of this payment go besides the endpoints. Ours. */
  readonly webhook_url?: string
  /** When it is given up, or its code or number ends. Ours. In unix seconds. */
  readonly expires_at?: number
  /** Its code or number is paid again and again. Ours. */
  readonly usage?: "multiple"
  /** What the payer pays, where it is in another currency than the merchant asked for. */
  readonly presentment_details?: {
    /** What the payer pays. In the currency's smallest unit. */
    readonly presentment_amount: number
    /** The currency that the payer pays in. An ISO 4217 code in lower case. */
    readonly presentment_currency: string
  }
  /** Units of the payer's currency for one of the merchant's, as a decimal number. Ours. */
  readonly exchange_rate?: string
  /** What is added to the exchange rate, as a decimal number: 0.01 is one percent. Ours. */
  readonly correction_rate?: string
}

/** A page of a list: payment_intent. */
export interface PaymentIntentList {
  /** What this object is: always `list`. */
  readonly object: "list"
  /** The objects of the page, newest first. */
  readonly data: readonly PaymentIntent[]
  /** Whether there are more after these. */
  readonly has_more: boolean
  /** The path of the list. */
  readonly url: string
}

/** A page of a search: payment_intent. */
export interface PaymentIntentSearchResult {
  /** What this object is: always `search_result`. */
  readonly object: "search_result"
  /** The objects of the page, newest first. */
  readonly data: readonly PaymentIntent[]
  /** Whether there are more after these. */
  readonly has_more: boolean
  /** The path of the list. */
  readonly url: string
  /** What the next call sends as `page`; null on the last. */
  readonly next_page: string | null
  /** How many there are in all. Shown where the request expands it. */
  readonly total_count?: number
}

/** What a payer pays with: a card, an account, a wallet. */
export interface PaymentMethod {
  /** The id of the payment method. */
  readonly id: string
  /** What this object is: always `payment_method`. */
  readonly object: "payment_method"
  /** Whether its payer may be shown it again: everywhere, on pages of its own merchant's choosing, or as was never said. */
  readonly allow_redisplay: "always" | "limited" | "unspecified"
  /** Who pays. */
  readonly billing_details: BillingDetailsPart
  /** The card, where the method is one. */
  readonly card?: CardPart
  /** When it was made. In unix seconds. */
  readonly created: number
  /** The customer that it is saved for. */
  readonly customer: string | Customer | DeletedCustomer | null
  /** Always null: there are no accounts of customers. */
  readonly customer_account: null
  /** Whether real money is behind it. */
  readonly livemode: boolean
  /** Your own key-value pairs. */
  readonly metadata: { readonly [key: string]: string }
  /** What risk rules are told of the browser. */
  readonly radar_options?: {
    /** The session of the browser that made it. */
    readonly session: string
  }
  /** Which method it is: `card`, `sepa_debit`, `qris`, or another of the catalogue. The member of that name tells more. */
  readonly type: string
  readonly [name: string]: unknown
}

/** A payment method that this gateway offers. */
export interface PaymentMethodCatalogueEntry {
  /** What this object is: always `payment_method_catalogue_entry`. */
  readonly object: "payment_method_catalogue_entry"
  /** The name of the method in requests and answers. */
  readonly code: string
  /** What kind of method it is. */
  readonly family: "card" | "wallet" | "bank_redirect" | "bank_debit" | "bank_transfer" | "qr_code" | "virtual_account" | "voucher" | "mobile_money" | "pay_later"
  /** What people call it. */
  readonly label: string
  /** Where its icon is. */
  readonly icon: string
  /** Where it is offered, by the payer's country; null: everywhere. */
  readonly countries: readonly string[] | null
  /** What it pays in; null: any currency. */
  readonly currencies: ReadonlyArray<{
    /** A currency. An ISO 4217 code in lower case. */
    readonly currency: string
    /** The least that can be paid. In the currency's smallest unit. */
    readonly min_amount: number
    /** The most that can be paid; null: no limit of its own. In the currency's smallest unit. */
    readonly max_amount: number | null
  }> | null
  /** How long the payer has, unless the request says otherwise. */
  readonly expires_after_seconds: number | null
  /** How long a request may give the payer at most. */
  readonly expires_at_most_days: number | null
  /** How the money can go back. */
  readonly refunds: "partial" | "full" | "transfer" | "none"
  /** Whether money can be held first and captured later. */
  readonly separate_capture: boolean
  /** Whether the outcome comes long after the payer's last step. */
  readonly outcome_later: boolean
  /** Whether one code or number can be paid again and again. */
  readonly reusable: boolean
  /** Whether it can be saved and charged again without the payer. */
  readonly savable: boolean
  /** What has to be said of the payer. */
  readonly required_details: readonly string[]
  /** What the method's own object in payment_method_data takes. */
  readonly fields: readonly string[]
  /** What the payer usually has to do. */
  readonly next_action: "redirect" | "qr_code" | "instructions" | "approve_on_phone" | "one_time_code" | "device_then_challenge" | "wait"
  /** Why it is not offered in live environments. */
  readonly closed: string | null
}

/** A page of a list: payment_method_catalogue_entry. */
export interface PaymentMethodCatalogueEntryList {
  /** What this object is: always `list`. */
  readonly object: "list"
  /** The objects of the page, newest first. */
  readonly data: readonly PaymentMethodCatalogueEntry[]
  /** Whether there are more after these. */
  readonly has_more: boolean
  /** The path of the list. */
  readonly url: string
}

/** A page of a list: payment_method. */
export interface PaymentMethodList {
  /** What this object is: always `list`. */
  readonly object: "list"
  /** The objects of the page, newest first. */
  readonly data: readonly PaymentMethod[]
  /** Whether there are more after these. */
  readonly has_more: boolean
  /** The path of the list. */
  readonly url: string
}

/** Money that goes back to a payer: all of a charge, or a part of it. */
export interface Refund {
  /** The id of the refund. */
  readonly id: string
  /** What this object is: always `refund`. */
  readonly object: "refund"
  /** What goes back. In the currency's smallest unit. */
  readonly amount: number
  /** What it took from the balance; null until the processor has accepted it. */
  readonly balance_transaction: string | BalanceTransaction | null
  /** The charge that is refunded. */
  readonly charge: string | Charge
  /** When it was asked for. In unix seconds. */
  readonly created: number
  /** The currency of the charge. An ISO 4217 code in lower case. */
  readonly currency: string
  /** Always null: the customer is the charge's. */
  readonly customer: null
  /** Always null: there are no accounts of customers. */
  readonly customer_account: null
  /** Where the money goes. */
  readonly destination_details: {
    /** Which member tells where the money goes: `card`, `bank_transfer`, or the payment method. */
    readonly type: string
    /** The card that was paid with. */
    readonly card?: {
      /** The acquirer's reference, by which an issuer finds the refund. */
      readonly reference?: string
      /** Whether there is a reference yet. */
      readonly reference_status?: "available"
      /** What kind of reference it is. */
      readonly reference_type?: "acquirer_reference_number"
      /** Whether the processor has taken the refund. */
      readonly type: "pending" | "refund"
    }
    /** The bank account that was named for a refund by transfer. */
    readonly bank_transfer?: {
      /** The bank of the account, by its code. */
      readonly bank: string
      /** Whose account it is. */
      readonly account_holder: string
      /** The last four digits of the account number. */
      readonly last4: string
      /** The processor's reference of the transfer. */
      readonly reference: string | null
    }
    readonly [name: string]: unknown
  }
  /** What came back to the balance when the refund failed or was cancelled. */
  readonly failure_balance_transaction?: string | BalanceTransaction
  /** Why it failed. */
  readonly failure_reason?: string
  /** The address at which the payer is asked for a bank account. */
  readonly instructions_email?: string
  /** Your own key-value pairs. */
  readonly metadata: { readonly [key: string]: string }
  /** What is missing before the money can go back. */
  readonly next_action?: {
    /** Which of the two members says what to do. */
    readonly type: "provide_bank_account" | "display_details"
    /** The merchant has to name the bank account that the money goes to. */
    readonly provide_bank_account?: {
      /** The parameter of the update call that takes the account. */
      readonly param: string
    }
    /** The payer was asked for the bank account by e-mail. */
    readonly display_details?: {
      /** The message that asks the payer for a bank account. */
      readonly email_sent: {
        /** When the payer was written to. In unix seconds. */
        readonly email_sent_at: number
        /** The address that was written to. */
        readonly email_sent_to: string
      }
      /** Until when the payer can answer it. In unix seconds. */
      readonly expires_at: number
    }
  }
  /** The payment intent of the charge. */
  readonly payment_intent: string | PaymentIntent
  /** Always null: a refund goes back the way that the payment came. */
  readonly payment_method: null
  /** Why it is pending. */
  readonly pending_reason?: "processing"
  /** What goes back to a payer who paid in another currency. */
  readonly presentment_details?: {
    /** What the payer gets. In the currency's smallest unit. */
    readonly presentment_amount: number
    /** The currency that the payer paid in. An ISO 4217 code in lower case. */
    readonly presentment_currency: string
  }
  /** Why the merchant refunds. */
  readonly reason: "duplicate" | "fraudulent" | "requested_by_customer" | null
  /** Always null: receipts are the shop's. */
  readonly receipt_number: null
  /** Always null: there are no transfers. */
  readonly source_transfer_reversal: null
  /** How it stands: `requires_action` waits for a bank account, `pending` is on its way, `succeeded`, `failed` and `canceled` are over. */
  readonly status: "requires_action" | "pending" | "succeeded" | "failed" | "canceled"
  /** Always null: there are no transfers. */
  readonly transfer_reversal: null
}

/** A page of a list: refund. */
export interface RefundList {
  /** What this object is: always `list`. */
  readonly object: "list"
  /** The objects of the page, newest first. */
  readonly data: readonly Refund[]
  /** Whether there are more after these. */
  readonly has_more: boolean
  /** The path of the list. */
  readonly url: string
}

/** One try to save a payment method. */
export interface SetupAttempt {
  /** The id of the attempt. */
  readonly id: string
  /** What this object is: always `setup_attempt`. */
  readonly object: "setup_attempt"
  /** Always null: there are no platforms yet. */
  readonly application: null
  /** When it was begun. In unix seconds. */
  readonly created: number
  /** Whom the method was to be saved for. */
  readonly customer: string | Customer | DeletedCustomer | null
  /** Always null: there are no accounts of customers. */
  readonly customer_account: null
  /** Always null: methods are saved for payments to the merchant. */
  readonly flow_directions: null
  /** Whether a real method was tried. */
  readonly livemode: boolean
  /** Always null: there are no connected accounts yet. */
  readonly on_behalf_of: null
  /** What was tried. */
  readonly payment_method: string | PaymentMethod
  /** The method as it was tried. */
  readonly payment_method_details: {
    /** Which method it is: `card`, `sepa_debit`, `qris`, or another of the catalogue. The member of that name tells more. */
    readonly type: string
    /** The card as it was tried. */
    readonly card?: {
      /** The brand of the card: `visa`, `mastercard`. */
      readonly brand: string
      /** The country of the issuer, as two letters. */
      readonly country: string | null
      /** The month of its expiry, from 1. */
      readonly exp_month: number
      /** The year of its expiry, in four digits. */
      readonly exp_year: number
      /** Whose money is behind it. */
      readonly funding: "credit" | "debit" | "prepaid" | "unknown"
      /** The last four digits of the number. */
      readonly last4: string
      /** What the issuer said of the details that came with the card. */
      readonly checks: ChecksPart | null
      /** The same for the same number within this account; two cards can be compared by it. */
      readonly fingerprint: string
      /** The network that carried it. */
      readonly network: string | null
      /** How the payer was authenticated. */
      readonly three_d_secure: {
        /** Whether the payer was challenged. */
        readonly authentication_flow: "challenge" | "frictionless" | null
        /** The indicator that went to the network. */
        readonly electronic_commerce_indicator: "01" | "02" | "05" | "06" | "07" | null
        /** How the authentication ended. */
        readonly result: "authenticated" | "attempt_acknowledged" | "exempted" | "failed" | "not_supported" | "processing_error" | null
        /** Why it did not succeed. */
        readonly result_reason: "abandoned" | "bypassed" | "canceled" | "card_not_enrolled" | "network_not_supported" | "protocol_error" | "rejected" | null
        /** The directory server's id of the authentication. */
        readonly transaction_id: string | null
        /** The version of 3-D Secure. */
        readonly version: "1.0.2" | "2.1.0" | "2.2.0" | "2.3.0" | "2.3.1" | null
      } | null
      /** Always null: cards of wallets are not told apart. */
      readonly wallet: null
    }
    readonly [name: string]: unknown
  }
  /** Why it failed. */
  readonly setup_error: LastSetupErrorPart | null
  /** The setup intent that it belongs to. */
  readonly setup_intent: string | SetupIntent
  /** How it stands. */
  readonly status: "processing" | "requires_action" | "succeeded" | "failed" | "abandoned"
  /** Whether later payments are made with the payer or without. */
  readonly usage: "off_session" | "on_session"
}

/** A page of a list: setup_attempt. */
export interface SetupAttemptList {
  /** What this object is: always `list`. */
  readonly object: "list"
  /** The objects of the page, newest first. */
  readonly data: readonly SetupAttempt[]
  /** Whether there are more after these. */
  readonly has_more: boolean
  /** The path of the list. */
  readonly url: string
}

/** The saving of a payment method for later payments, from its beginning to its end. */
export interface SetupIntent {
  /** The id of the setup intent. */
  readonly id: string
  /** What this object is: always `setup_intent`. */
  readonly object: "setup_intent"
  /** Of these methods, those are offered that can be saved. */
  readonly allowed_payment_method_types: readonly string[] | null
  /** Always null: there are no platforms yet. */
  readonly application: null
  /** Whether methods are offered as they can be saved; null where the merchant named them. */
  readonly automatic_payment_methods: {
    /** Whether methods are offered that send the payer to another page. */
    readonly allow_redirects?: "always" | "never"
    /** Whether every method is offered that can be saved. */
    readonly enabled: boolean
  } | null
  /** Why it was cancelled. */
  readonly cancellation_reason: "abandoned" | "duplicate" | "requested_by_customer" | null
  /** What a browser proves itself with, beside a publishable key. To be kept out of logs and links. */
  readonly client_secret: string
  /** When it was made. In unix seconds. */
  readonly created: number
  /** Whom the method is saved for. */
  readonly customer: string | Customer | DeletedCustomer | null
  /** Always null: there are no accounts of customers. */
  readonly customer_account: null
  /** What it is for. */
  readonly description: string | null
  /** Methods that are not offered. */
  readonly excluded_payment_method_types: readonly string[] | null
  /** Always null: methods are saved for payments to the merchant. */
  readonly flow_directions: null
  /** Why the last attempt failed; null after a success. */
  readonly last_setup_error: LastSetupErrorPart | null
  /** The newest attempt. */
  readonly latest_attempt: string | SetupAttempt | null
  /** Whether a real method is saved. */
  readonly livemode: boolean
  /** Always null: nobody else sells in the merchant's name. */
  readonly managed_payments: null
  /** The payer's leave to be charged again and again. */
  readonly mandate: string | Mandate | null
  /** Your own key-value pairs. */
  readonly metadata: { readonly [key: string]: string }
  /** What the payer has to do next; null where nothing is asked. */
  readonly next_action: {
    /** Which member says what to do: `redirect_to_url`, `use_stripe_sdk`, or one named by the method. */
    readonly type: string
    /** The payer goes to a page and comes back. */
    readonly redirect_to_url?: {
      /** Where the payer comes back to. */
      readonly return_url: string | null
      /** The page that the payer has to be sent to. */
      readonly url: string
    }
    /** The challenge is opened within the shop's own page. */
    readonly use_stripe_sdk?: UseStripeSdkPart
    readonly [name: string]: unknown
  } | null
  /** Always null: there are no connected accounts yet. */
  readonly on_behalf_of: null
  /** What is saved. */
  readonly payment_method: string | PaymentMethod | null
  /** The configuration of methods that the request named. */
  readonly payment_method_configuration_details: {
    /** The configuration that was named. */
    readonly id: string
    /** Always null: configurations have none. */
    readonly parent: null
  } | null
  /** What is wished of single methods. */
  readonly payment_method_options: {
    /** What is wished of a card. */
    readonly card: {
      /** The terms of a mandate for cards of countries that ask for one. */
      readonly mandate_options: {
        /** What is taken each time, or at most. In the currency's smallest unit. */
        readonly amount: number
        /** Whether the amount is taken each time, or at most. */
        readonly amount_type: "fixed" | "maximum"
        /** What the payer agreed to. */
        readonly description: string | null
        /** When it ends. In unix seconds. */
        readonly end_date: number | null
        /** How often it is taken. */
        readonly interval: "day" | "month" | "sporadic" | "week" | "year"
        /** How many intervals lie between two payments. */
        readonly interval_count: number | null
        /** The merchant's own reference of the mandate. */
        readonly reference: string
        /** When it begins. In unix seconds. */
        readonly start_date: number
        /** Which kinds of mandate it may become. */
        readonly supported_types: readonly "india"[] | null
        /** The currency of the payments to come. An ISO 4217 code in lower case. */
        readonly currency: string
      } | null
      /** Of several networks of the card, the one to be used. */
      readonly network: string | null
      /** Whether the payer is authenticated: where the issuer wants it, always, or always with a challenge. */
      readonly request_three_d_secure: "automatic" | "any" | "challenge"
      /** What the card is saved for. */
      readonly setup_credential_usage?: "installment" | "recurring" | "unscheduled"
    }
    readonly [name: string]: unknown
  }
  /** What can be saved with it. */
  readonly payment_method_types: readonly string[]
  /** The payer's leave to be charged once. */
  readonly single_use_mandate: string | Mandate | null
  /** How it stands: what it waits for (`requires_…`), whether the issuer is being asked (`processing`), or how it ended. */
  readonly status: "requires_payment_method" | "requires_confirmation" | "requires_action" | "processing" | "succeeded" | "canceled"
  /** Whether later payments are made with the payer (`on_session`) or without. */
  readonly usage: "off_session" | "on_session"
}

/** A page of a list: setup_intent. */
export interface SetupIntentList {
  /** What this object is: always `list`. */
  readonly object: "list"
  /** The objects of the page, newest first. */
  readonly data: readonly SetupIntent[]
  /** Whether there are more after these. */
  readonly has_more: boolean
  /** The path of the list. */
  readonly url: string
}

/** A sandbox's clock. */
export interface TestHelpersClock {
  /** What this object is: always `test_helpers.clock`. */
  readonly object: "test_helpers.clock"
  /** Whether it shows the real time, stands still, or runs ahead of the real time. */
  readonly mode: "wall" | "frozen" | "shifted"
  /** What it shows. In unix seconds. */
  readonly now: number
  /** Where a move that broke off was going to. In unix seconds. */
  readonly moving_to?: number
  /** How many things became due and were done on the way. */
  readonly due_work_done?: number
  /** Whether deliveries of events are still under way. */
  readonly deliveries_waiting?: boolean
  /** Always false: a live environment has the real time. */
  readonly livemode: false
}

/** A fault that the simulated processor was told to have. */
export interface TestHelpersFault {
  /** What this object is: always `test_helpers.fault`. */
  readonly object: "test_helpers.fault"
  /** The id of the fault. */
  readonly id: string
  /** The call that it meets. */
  readonly on: "authorise" | "capture" | "void" | "increment" | "refund" | "cancel_refund" | "verify" | "notification"
  /** What goes wrong. */
  readonly do: "out_of_order" | "lose_answer" | "never_receive" | "delay_answer" | "report_late" | "amount_off" | "bounce" | "notify_early" | "notify_twice" | "notify_late" | "notify_never"
  /** Only of this payment intent. */
  readonly payment: string | null
  /** Only of this method. */
  readonly method: string | null
  /** Only through this connector account. */
  readonly account?: string | null
  /** Only the call of this number among those that it fits, from 1. */
  readonly nth: number | null
  /** Every so many calls that it fits. */
  readonly every: number | null
  /** So many of a hundred calls, drawn from the seed. */
  readonly share_percent: number | null
  /** What the share is drawn from. */
  readonly seed: string
  /** After how many seconds of the environment's clock the outcome is known; null: never. */
  readonly known_after_seconds: number | null
  /** How long an answer takes, in milliseconds of real time. */
  readonly delay_ms: number
  /** How much more, or less, is reported than was paid. In the currency's smallest unit. */
  readonly amount_by: number
  /** How many calls it has met. */
  readonly met: number
  /** Always false: a real processor is told nothing. */
  readonly livemode: false
}

/** A page of a list: test_helpers.fault. */
export interface TestHelpersFaultList {
  /** What this object is: always `list`. */
  readonly object: "list"
  /** The objects of the page, newest first. */
  readonly data: readonly TestHelpersFault[]
  /** Whether there are more after these. */
  readonly has_more: boolean
  /** The path of the list. */
  readonly url: string
}

/** How many faults were taken away. */
export interface TestHelpersFaultsRemoved {
  /** What this object is: always `test_helpers.fault`. */
  readonly object: "test_helpers.fault"
  /** How many there were. */
  readonly deleted: number
  /** Always false: a real processor is told nothing. */
  readonly livemode: false
}

/** What stands for a card once, for older code. */
export interface Token {
  /** The id of the token. */
  readonly id: string
  /** What this object is: always `token`. */
  readonly object: "token"
  /** The card that it stands for. */
  readonly card: {
    /** The id of the card: that of its payment method with another prefix. */
    readonly id: string
    /** What this object is: always `card`. */
    readonly object: "card"
    /** The payer's city. */
    readonly address_city: string | null
    /** The payer's country. */
    readonly address_country: string | null
    /** The payer's street and number. */
    readonly address_line1: string | null
    /** Whether the issuer has that street: `pass`, `fail`, `unavailable`, `unchecked`. */
    readonly address_line1_check: string | null
    /** The second line of the payer's address. */
    readonly address_line2: string | null
    /** The payer's state or province. */
    readonly address_state: string | null
    /** The payer's postal code. */
    readonly address_zip: string | null
    /** Whether the issuer has that postal code: `pass`, `fail`, `unavailable`, `unchecked`. */
    readonly address_zip_check: string | null
    /** The brand in the words of older code: `Visa`, `MasterCard`. */
    readonly brand: string
    /** The country of the issuer, as two letters. */
    readonly country: string | null
    /** Whether the security code was right: `pass`, `fail`, `unavailable`, `unchecked`. */
    readonly cvc_check: string | null
    /** Always null: numbers of devices are not told apart. */
    readonly dynamic_last4: null
    /** The month of its expiry, from 1. */
    readonly exp_month: number
    /** The year of its expiry, in four digits. */
    readonly exp_year: number
    /** The same for the same number within this account; two cards can be compared by it. */
    readonly fingerprint: string | null
    /** Whose money is behind it. */
    readonly funding: "credit" | "debit" | "prepaid" | "unknown"
    /** The last four digits of the number. */
    readonly last4: string
    /** Your own key-value pairs. */
    readonly metadata: { readonly [key: string]: string }
    /** The payer's name. */
    readonly name: string | null
    /** Whether the issuer's fees are capped by law; not told apart here. */
    readonly regulated_status: "unregulated"
    /** Always null: cards of wallets are not told apart. */
    readonly tokenization_method: null
    /** Always null: cards of wallets are not told apart. */
    readonly wallet: null
  }
  /** Always null: who made it is not kept. */
  readonly client_ip: null
  /** When it was made. In unix seconds. */
  readonly created: number
  /** Whether real money is behind it. */
  readonly livemode: boolean
  /** What it stands for. */
  readonly type: "card"
  /** Whether it has paid or was saved; it does so once. */
  readonly used: boolean
}

/** An event on its way to one receiver. */
export interface WebhookDelivery {
  /** What this object is: always `webhook_delivery`. */
  readonly object: "webhook_delivery"
  /** The event that is told. */
  readonly event: string
  /** The type of the event. */
  readonly type: string
  /** The id of the object of the event. */
  readonly related_object: string
  /** The endpoint; null for the URL of a single payment. */
  readonly webhook_endpoint: string | null
  /** Where it is sent. */
  readonly url: string
  /** How it stands. */
  readonly status: "pending" | "delivered" | "failed"
  /** When it is tried next. In unix seconds. */
  readonly next_attempt_at: number | null
  /** What was tried so far. */
  readonly attempts: ReadonlyArray<{
    /** When it was tried. In unix seconds. */
    readonly attempted_at: number
    /** The HTTP status of the answer; null where there was none. */
    readonly response_status: number | null
    /** What went wrong, where there was no answer. */
    readonly error: string | null
    /** How long it took, in milliseconds. */
    readonly duration_ms: number
    /** The beginning of the answer. */
    readonly response_body: string | null
  }>
}

/** A page of a list: webhook_delivery. */
export interface WebhookDeliveryList {
  /** What this object is: always `list`. */
  readonly object: "list"
  /** The objects of the page, newest first. */
  readonly data: readonly WebhookDelivery[]
  /** Whether there are more after these. */
  readonly has_more: boolean
  /** The path of the list. */
  readonly url: string
}

/** Where events are sent. */
export interface WebhookEndpoint {
  /** The id of the endpoint. */
  readonly id: string
  /** What this object is: always `webhook_endpoint`. */
  readonly object: "webhook_endpoint"
  /** The version that its events are labelled with. */
  readonly api_version: string | null
  /** Always null: there are no platforms yet. */
  readonly application: null
  /** What a sandbox does to deliveries, so that a handler can be tested. Ours. */
  readonly chaos: {
    /** The same seed gives the same course. */
    readonly seed: number
    /** How many are delivered twice. In percent of the deliveries. */
    readonly duplicate: number
    /** How many are held back. In percent of the deliveries. */
    readonly delay: number
    /** How long they are held back at most. */
    readonly delay_seconds: number
    /** How many are overtaken by later events of their object. In percent of the deliveries. */
    readonly reorder: number
    /** Of how many the first try is lost. In percent of the deliveries. */
    readonly drop: number
  } | null
  /** When it was made. In unix seconds. */
  readonly created: number
  /** What it is for. */
  readonly description: string | null
  /** Why it is disabled: by the merchant, or after days of failure. Ours. */
  readonly disabled_reason: "merchant" | "failures" | null
  /** What it is told of. */
  readonly enabled_events: readonly string[]
  /** Whether it is told of a live environment. */
  readonly livemode: boolean
  /** Your own key-value pairs. */
  readonly metadata: { readonly [key: string]: string }
  /** The signing secret: in the answer that made it, and never again. */
  readonly secret?: string
  /** The secrets that sign what is sent, newest first. Ours. */
  readonly secrets: ReadonlyArray<{
    /** The id of the secret; not the secret itself. */
    readonly id: string
    /** When it was made. In unix seconds. */
    readonly created: number
    /** Until when it signs; null: until it is rolled. In unix seconds. */
    readonly expires_at: number | null
  }>
  /** Whether events are delivered. */
  readonly status: "enabled" | "disabled"
  /** Where events are sent. */
  readonly url: string
  /** In whose words events are told, where it is not the native API. Ours. */
  readonly format?: string
}

/** A page of a list: webhook_endpoint. */
export interface WebhookEndpointList {
  /** What this object is: always `list`. */
  readonly object: "list"
  /** The objects of the page, newest first. */
  readonly data: readonly WebhookEndpoint[]
  /** Whether there are more after these. */
  readonly has_more: boolean
  /** The path of the list. */
  readonly url: string
}

/** How many events are sent again. */
export interface WebhookResend {
  /** What this object is: always `webhook_resend`. */
  readonly object: "webhook_resend"
  /** How many events are sent again. */
  readonly count: number
  /** Where there are more: the value of 'after' for the next call. */
  readonly next: string | null
}

/** The secret that signs what is sent to the URLs of single payments. */
export interface WebhookSigningSecret {
  /** What this object is: always `webhook_signing_secret`. */
  readonly object: "webhook_signing_secret"
  /** Whether it signs for a live environment. */
  readonly livemode: boolean
  /** The secret. */
  readonly secret: string
}

/** An event: its type says what happened, and what its object is. */
export interface EventOf<Type extends string, Shown> extends Omit<EventBase, 'type' | 'data'> {
  readonly type: Type
  readonly data: {
    /** The object as it was right after the event. */
    readonly object: Shown
    /** Of an update: what changed, with the values from before. */
    readonly previous_attributes?: { readonly [name: string]: unknown }
  }
}

/** Money of a day's payments became available; the object is the balance as it then was. */
export type BalanceAvailableEvent = EventOf<"balance.available", Balance>

/** Money that was held was captured, all of it or a part. */
export type ChargeCapturedEvent = EventOf<"charge.captured", Charge>

/** The authorisation ran out before it was captured. */
export type ChargeExpiredEvent = EventOf<"charge.expired", Charge>

/** An attempt was declined, or a pending one returned; failure_code and outcome say why. */
export type ChargeFailedEvent = EventOf<"charge.failed", Charge>

/** The scheme accepted the payment and will tell its outcome later. */
export type ChargePendingEvent = EventOf<"charge.pending", Charge>

/** The same as refund.updated and refund.failed, under the name that older code listens for. */
export type ChargeRefundUpdatedEvent = EventOf<"charge.refund.updated", Refund>

/** Money of the charge was given back, all of it or a part. */
export type ChargeRefundedEvent = EventOf<"charge.refunded", Charge>

/** An attempt was approved: captured at once, or held for capture. */
export type ChargeSucceededEvent = EventOf<"charge.succeeded", Charge>

/** The charge changed in another way: voided, raised, described anew, or a refund came back. */
export type ChargeUpdatedEvent = EventOf<"charge.updated", Charge>

/** A customer was made, with or without a method to pay with. */
export type CustomerCreatedEvent = EventOf<"customer.created", Customer>

/** A customer was deleted: personal data is erased and saved methods are gone; payments stay in the books. */
export type CustomerDeletedEvent = EventOf<"customer.deleted", Customer>

/** Something of a customer changed. */
export type CustomerUpdatedEvent = EventOf<"customer.updated", Customer>

/** A mandate ended: its payment method was detached, or the one payment that it was good for was made. Nothing more can be charged under it. */
export type MandateUpdatedEvent = EventOf<"mandate.updated", Mandate>

/** An order was marked as paid, after a look at its payment intent: it can be fulfilled. */
export type OrderPaidEvent = EventOf<"order.paid", Order>

/** Money is held for capture, or the held amount changed. */
export type PaymentIntentAmountCapturableUpdatedEvent = EventOf<"payment_intent.amount_capturable_updated", PaymentIntent>

/** The intent was cancelled, or its authorisation expired; what was held is released. */
export type PaymentIntentCanceledEvent = EventOf<"payment_intent.canceled", PaymentIntent>

/** A payment intent was made. */
export type PaymentIntentCreatedEvent = EventOf<"payment_intent.created", PaymentIntent>

/** A part of the amount came in, or one of several payments; amount_received says how much there is. */
export type PaymentIntentPartiallyFundedEvent = EventOf<"payment_intent.partially_funded", PaymentIntent>

/** An attempt failed; last_payment_error says why. The intent can be tried with another method. With the code card_testing_suspected it was not let through, because too many were declined; that is told once, until attempts pass again. */
export type PaymentIntentPaymentFailedEvent = EventOf<"payment_intent.payment_failed", PaymentIntent>

/** The payer is done; the scheme tells the outcome later. */
export type PaymentIntentProcessingEvent = EventOf<"payment_intent.processing", PaymentIntent>

/** The payer has to act before the payment goes on: see next_action. */
export type PaymentIntentRequiresActionEvent = EventOf<"payment_intent.requires_action", PaymentIntent>

/** The payment is complete; nothing more will be captured. */
export type PaymentIntentSucceededEvent = EventOf<"payment_intent.succeeded", PaymentIntent>

/** A method was saved for a customer. */
export type PaymentMethodAttachedEvent = EventOf<"payment_method.attached", PaymentMethod>

/** A method was taken from its customer; it pays no more, and its number is erased. */
export type PaymentMethodDetachedEvent = EventOf<"payment_method.detached", PaymentMethod>

/** Billing details, expiry or notes of a method changed. */
export type PaymentMethodUpdatedEvent = EventOf<"payment_method.updated", PaymentMethod>

/** A refund was asked for. */
export type RefundCreatedEvent = EventOf<"refund.created", Refund>

/** The processor refused the refund, or the money came back; the merchant has it again. */
export type RefundFailedEvent = EventOf<"refund.failed", Refund>

/** The processor accepted the refund, it arrived, was cancelled, or its metadata changed. */
export type RefundUpdatedEvent = EventOf<"refund.updated", Refund>

/** The setup intent was cancelled. */
export type SetupIntentCanceledEvent = EventOf<"setup_intent.canceled", SetupIntent>

/** A setup intent was made. */
export type SetupIntentCreatedEvent = EventOf<"setup_intent.created", SetupIntent>

/** The payer has to authenticate before the method is saved: see next_action. */
export type SetupIntentRequiresActionEvent = EventOf<"setup_intent.requires_action", SetupIntent>

/** An attempt to save a method failed; last_setup_error says why. With the code card_testing_suspected it was not let through, because too many were declined; that is told once, until attempts pass again. */
export type SetupIntentSetupFailedEvent = EventOf<"setup_intent.setup_failed", SetupIntent>

/** The method is saved and can be charged later. */
export type SetupIntentSucceededEvent = EventOf<"setup_intent.succeeded", SetupIntent>

/** The endpoint failed for five days and is no longer delivered to. Enable it again, and send again what it missed. */
export type WebhookEndpointDisabledEvent = EventOf<"webhook_endpoint.disabled", WebhookEndpoint>

/** Any event, told apart by its type. */
export type Event =
  | BalanceAvailableEvent
  | ChargeCapturedEvent
  | ChargeExpiredEvent
  | ChargeFailedEvent
  | ChargePendingEvent
  | ChargeRefundUpdatedEvent
  | ChargeRefundedEvent
  | ChargeSucceededEvent
  | ChargeUpdatedEvent
  | CustomerCreatedEvent
  | CustomerDeletedEvent
  | CustomerUpdatedEvent
  | MandateUpdatedEvent
  | OrderPaidEvent
  | PaymentIntentAmountCapturableUpdatedEvent
  | PaymentIntentCanceledEvent
  | PaymentIntentCreatedEvent
  | PaymentIntentPartiallyFundedEvent
  | PaymentIntentPaymentFailedEvent
  | PaymentIntentProcessingEvent
  | PaymentIntentRequiresActionEvent
  | PaymentIntentSucceededEvent
  | PaymentMethodAttachedEvent
  | PaymentMethodDetachedEvent
  | PaymentMethodUpdatedEvent
  | RefundCreatedEvent
  | RefundFailedEvent
  | RefundUpdatedEvent
  | SetupIntentCanceledEvent
  | SetupIntentCreatedEvent
  | SetupIntentRequiresActionEvent
  | SetupIntentSetupFailedEvent
  | SetupIntentSucceededEvent
  | WebhookEndpointDisabledEvent

/** Every call, by its name. */
export interface Operations {
  /** The account of the key. */
  readonly "Accounts.RetrieveCurrent": {
    readonly method: "GET"
    readonly path: "/v1/account"
    readonly params: {}
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
    }
    readonly body: {}
    readonly answer: Account
  }
  /** The account of the key, by its id. */
  readonly "Accounts.Retrieve": {
    readonly method: "GET"
    readonly path: "/v1/accounts/{id}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
    }
    readonly body: {}
    readonly answer: Account
  }
  /** The answer holds the key; it is not shown again, and not kept: sent twice, the call makes two keys. A restricted key does what 'permissions' says: permissions[refunds]=read, permissions[payment_intents]=write; to write includes to read. */
  readonly "ApiKeys.Create": {
    readonly method: "POST"
    readonly path: "/v1/api_keys"
    readonly params: {}
    readonly query: {}
    readonly body: ApiKeysCreateRequest
    readonly answer: ApiKey
  }
  /** List keys, newest first, revoked ones too. */
  readonly "ApiKeys.List": {
    readonly method: "GET"
    readonly path: "/v1/api_keys"
    readonly params: {}
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
      /** Objects a page; 10 by default. */
      readonly limit?: number
      /** The last id of the page before. */
      readonly starting_after?: string
      /** The first id of the page after. */
      readonly ending_before?: string
      /** Unix seconds: a moment, or gt, gte, lt, lte. */
      readonly created?: {
        /** Later than this moment, in unix seconds. */
        readonly gt?: number
        /** At this moment or later, in unix seconds. */
        readonly gte?: number
        /** Earlier than this moment, in unix seconds. */
        readonly lt?: number
        /** At this moment or earlier, in unix seconds. */
        readonly lte?: number
      } | number
    }
    readonly body: {}
    readonly answer: ApiKeyList
  }
  /** Retrieve a key, without the key itself. */
  readonly "ApiKeys.Retrieve": {
    readonly method: "GET"
    readonly path: "/v1/api_keys/{id}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
    }
    readonly body: {}
    readonly answer: ApiKey
  }
  /** It stops working within five seconds of that moment. To roll a key, make the next one first. */
  readonly "ApiKeys.Revoke": {
    readonly method: "POST"
    readonly path: "/v1/api_keys/{id}/revoke"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: ApiKeysRevokeRequest
    readonly answer: ApiKey
  }
  /** One entry for each write: the actor, the call, and of each object the fields that changed, before and after. A new object's 'before' is null. Secrets are left out. 'created' is real time, also in a sandbox whose clock was moved. */
  readonly "AuditLog.List": {
    readonly method: "GET"
    readonly path: "/v1/audit_log"
    readonly params: {}
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
      /** Objects a page; 10 by default. */
      readonly limit?: number
      /** The last id of the page before. */
      readonly starting_after?: string
      /** The first id of the page after. */
      readonly ending_before?: string
      /** Unix seconds: a moment, or gt, gte, lt, lte. */
      readonly created?: {
        /** Later than this moment, in unix seconds. */
        readonly gt?: number
        /** At this moment or later, in unix seconds. */
        readonly gte?: number
        /** Earlier than this moment, in unix seconds. */
        readonly lt?: number
        /** At this moment or earlier, in unix seconds. */
        readonly lte?: number
      } | number
      /** Only writes to this object, by its id. */
      readonly object?: string
      /** Only by this key, by its id. */
      readonly api_key?: string
      /** Who wrote. */
      readonly actor?: "api_key" | "payer" | "processor" | "schedule" | "operator"
      /** An operation, or with a final '*' a family: 'payment_intent.*'. */
      readonly operation?: string
      /** Only of this request, by the id in its `Request-Id` header. */
      readonly request?: string
    }
    readonly body: {}
    readonly answer: AuditLogEntryList
  }
  /** Retrieve an entry of the audit log. */
  readonly "AuditLog.Retrieve": {
    readonly method: "GET"
    readonly path: "/v1/audit_log/{id}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
    }
    readonly body: {}
    readonly answer: AuditLogEntry
  }
  /** The environment's balance, by currency. */
  readonly "Balance.Retrieve": {
    readonly method: "GET"
    readonly path: "/v1/balance"
    readonly params: {}
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
    }
    readonly body: {}
    readonly answer: Balance
  }
  /** Retrieve a balance transaction. */
  readonly "BalanceTransactions.Retrieve": {
    readonly method: "GET"
    readonly path: "/v1/balance_transactions/{id}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
    }
    readonly body: {}
    readonly answer: BalanceTransaction
  }
  /** List balance transactions, newest first. */
  readonly "BalanceTransactions.List": {
    readonly method: "GET"
    readonly path: "/v1/balance_transactions"
    readonly params: {}
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
      /** Objects a page; 10 by default. */
      readonly limit?: number
      /** The last id of the page before. */
      readonly starting_after?: string
      /** The first id of the page after. */
      readonly ending_before?: string
      /** Unix seconds: a moment, or gt, gte, lt, lte. */
      readonly created?: {
        /** Later than this moment, in unix seconds. */
        readonly gt?: number
        /** At this moment or later, in unix seconds. */
        readonly gte?: number
        /** Earlier than this moment, in unix seconds. */
        readonly lt?: number
        /** At this moment or earlier, in unix seconds. */
        readonly lte?: number
      } | number
      /** Only of this charge or refund. */
      readonly source?: string
      /** What happened. */
      readonly type?: "charge" | "refund" | "refund_failure"
      /** The currency of its amounts. An ISO 4217 code in lower case. */
      readonly currency?: string
    }
    readonly body: {}
    readonly answer: BalanceTransactionList
  }
  /** Retrieve a balance transaction. */
  readonly "BalanceHistory.Retrieve": {
    readonly method: "GET"
    readonly path: "/v1/balance/history/{id}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
    }
    readonly body: {}
    readonly answer: BalanceTransaction
  }
  /** List balance transactions, newest first. */
  readonly "BalanceHistory.List": {
    readonly method: "GET"
    readonly path: "/v1/balance/history"
    readonly params: {}
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
      /** Objects a page; 10 by default. */
      readonly limit?: number
      /** The last id of the page before. */
      readonly starting_after?: string
      /** The first id of the page after. */
      readonly ending_before?: string
      /** Unix seconds: a moment, or gt, gte, lt, lte. */
      readonly created?: {
        /** Later than this moment, in unix seconds. */
        readonly gt?: number
        /** At this moment or later, in unix seconds. */
        readonly gte?: number
        /** Earlier than this moment, in unix seconds. */
        readonly lt?: number
        /** At this moment or earlier, in unix seconds. */
        readonly lte?: number
      } | number
      /** Only of this charge or refund. */
      readonly source?: string
      /** What happened. */
      readonly type?: "charge" | "refund" | "refund_failure"
      /** The currency of its amounts. An ISO 4217 code in lower case. */
      readonly currency?: string
    }
    readonly body: {}
    readonly answer: BalanceTransactionList
  }
  /** Good for one confirm, within twelve hours. */
  readonly "ConfirmationTokens.Make": {
    readonly method: "POST"
    readonly path: "/v1/confirmation_tokens"
    readonly params: {}
    readonly query: {}
    readonly body: ConfirmationTokensMakeRequest
    readonly answer: ConfirmationToken
  }
  /** Good for one confirm, within twelve hours. */
  readonly "TestHelpers.ConfirmationTokens.Create": {
    readonly method: "POST"
    readonly path: "/v1/test_helpers/confirmation_tokens"
    readonly params: {}
    readonly query: {}
    readonly body: TestHelpersConfirmationTokensCreateRequest
    readonly answer: ConfirmationToken
  }
  /** Retrieve a confirmation token. */
  readonly "ConfirmationTokens.Retrieve": {
    readonly method: "GET"
    readonly path: "/v1/confirmation_tokens/{id}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
    }
    readonly body: {}
    readonly answer: ConfirmationToken
  }
  /** Make a customer. */
  readonly "Customers.Create": {
    readonly method: "POST"
    readonly path: "/v1/customers"
    readonly params: {}
    readonly query: {}
    readonly body: CustomersCreateRequest
    readonly answer: Customer
  }
  /** List customers, newest first. */
  readonly "Customers.List": {
    readonly method: "GET"
    readonly path: "/v1/customers"
    readonly params: {}
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
      /** Objects a page; 10 by default. */
      readonly limit?: number
      /** The last id of the page before. */
      readonly starting_after?: string
      /** The first id of the page after. */
      readonly ending_before?: string
      /** Unix seconds: a moment, or gt, gte, lt, lte. */
      readonly created?: {
        /** Later than this moment, in unix seconds. */
        readonly gt?: number
        /** At this moment or later, in unix seconds. */
        readonly gte?: number
        /** Earlier than this moment, in unix seconds. */
        readonly lt?: number
        /** At this moment or earlier, in unix seconds. */
        readonly lte?: number
      } | number
      /** Exactly this address, in the same case. */
      readonly email?: string
    }
    readonly body: {}
    readonly answer: CustomerList
  }
  /** Change a customer. */
  readonly "Customers.Update": {
    readonly method: "POST"
    readonly path: "/v1/customers/{id}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: CustomersUpdateRequest
    readonly answer: Customer
  }
  /** Saved methods are detached and their numbers made unreadable; names, addresses and contacts vanish from the payments too. What was paid stays in the books. */
  readonly "Customers.Delete": {
    readonly method: "DELETE"
    readonly path: "/v1/customers/{id}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: {}
    readonly answer: DeletedCustomer
  }
  /** Of a deleted customer the id is left. */
  readonly "Customers.Retrieve": {
    readonly method: "GET"
    readonly path: "/v1/customers/{id}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
    }
    readonly body: {}
    readonly answer: Customer | DeletedCustomer
  }
  /** Clauses such as `email:'ada@example.com'` or `name~'ada'`, on created, email, name, phone and metadata['key']; `-` negates one, `email:null` finds who has none. Case counts for nothing. */
  readonly "Customers.Search": {
    readonly method: "GET"
    readonly path: "/v1/customers/search"
    readonly params: {}
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
      /** What to look for: clauses such as `status:'succeeded'`, joined by AND or OR. */
      readonly query: string
      /** Objects a page; 10 by default. */
      readonly limit?: number
      /** The next_page of the page before. */
      readonly page?: string
    }
    readonly body: {}
    readonly answer: CustomerSearchResult
  }
  /** The issuer of a card is asked first, without any money; a card that it declines is not saved. */
  readonly "PaymentMethods.Attach": {
    readonly method: "POST"
    readonly path: "/v1/payment_methods/{id}/attach"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: PaymentMethodsAttachRequest
    readonly answer: PaymentMethod
  }
  /** For good: it pays no more, and its number is made unreadable. */
  readonly "PaymentMethods.Detach": {
    readonly method: "POST"
    readonly path: "/v1/payment_methods/{id}/detach"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: PaymentMethodsDetachRequest
    readonly answer: PaymentMethod
  }
  /** List a customer's saved payment methods, newest first. */
  readonly "PaymentMethods.List": {
    readonly method: "GET"
    readonly path: "/v1/payment_methods"
    readonly params: {}
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
      /** Objects a page; 10 by default. */
      readonly limit?: number
      /** The last id of the page before. */
      readonly starting_after?: string
      /** The first id of the page after. */
      readonly ending_before?: string
      /** Unix seconds: a moment, or gt, gte, lt, lte. */
      readonly created?: {
        /** Later than this moment, in unix seconds. */
        readonly gt?: number
        /** At this moment or later, in unix seconds. */
        readonly gte?: number
        /** Earlier than this moment, in unix seconds. */
        readonly lt?: number
        /** At this moment or earlier, in unix seconds. */
        readonly lte?: number
      } | number
      /** A code of the catalogue of payment methods. */
      readonly type?: string
      /** Whether its payer may be shown it again: everywhere, on pages of its own merchant's choosing, or as was never said. */
      readonly allow_redisplay?: "always" | "limited" | "unspecified"
      /** Whose they are. */
      readonly customer?: string
    }
    readonly body: {}
    readonly answer: PaymentMethodList
  }
  /** Make a payment method. */
  readonly "PaymentMethods.Create": {
    readonly method: "POST"
    readonly path: "/v1/payment_methods"
    readonly params: {}
    readonly query: {}
    readonly body: PaymentMethodsCreateRequest
    readonly answer: PaymentMethod
  }
  /** List a customer's saved payment methods, newest first. */
  readonly "Customers.ListPaymentMethods": {
    readonly method: "GET"
    readonly path: "/v1/customers/{id}/payment_methods"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
      /** Objects a page; 10 by default. */
      readonly limit?: number
      /** The last id of the page before. */
      readonly starting_after?: string
      /** The first id of the page after. */
      readonly ending_before?: string
      /** Unix seconds: a moment, or gt, gte, lt, lte. */
      readonly created?: {
        /** Later than this moment, in unix seconds. */
        readonly gt?: number
        /** At this moment or later, in unix seconds. */
        readonly gte?: number
        /** Earlier than this moment, in unix seconds. */
        readonly lt?: number
        /** At this moment or earlier, in unix seconds. */
        readonly lte?: number
      } | number
      /** A code of the catalogue of payment methods. */
      readonly type?: string
      /** Whether its payer may be shown it again: everywhere, on pages of its own merchant's choosing, or as was never said. */
      readonly allow_redisplay?: "always" | "limited" | "unspecified"
    }
    readonly body: {}
    readonly answer: PaymentMethodList
  }
  /** Retrieve one of a customer's saved payment methods. */
  readonly "Customers.RetrievePaymentMethod": {
    readonly method: "GET"
    readonly path: "/v1/customers/{id}/payment_methods/{payment_method}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
      /** The method. */
      readonly payment_method: string
    }
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
    }
    readonly body: {}
    readonly answer: PaymentMethod
  }
  /** Its issuer is asked first, without any money. The first card is the default source. */
  readonly "Customers.CreateSource": {
    readonly method: "POST"
    readonly path: "/v1/customers/{id}/sources"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: CustomersCreateSourceRequest
    readonly answer: Card
  }
  /** List a customer's saved cards, newest first. */
  readonly "Customers.ListSources": {
    readonly method: "GET"
    readonly path: "/v1/customers/{id}/sources"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
      /** Objects a page; 10 by default. */
      readonly limit?: number
      /** The last id of the page before. */
      readonly starting_after?: string
      /** The first id of the page after. */
      readonly ending_before?: string
      /** Unix seconds: a moment, or gt, gte, lt, lte. */
      readonly created?: {
        /** Later than this moment, in unix seconds. */
        readonly gt?: number
        /** At this moment or later, in unix seconds. */
        readonly gte?: number
        /** Earlier than this moment, in unix seconds. */
        readonly lt?: number
        /** At this moment or earlier, in unix seconds. */
        readonly lte?: number
      } | number
      /** What this object is: always `card`. */
      readonly object?: "card" | "bank_account"
    }
    readonly body: {}
    readonly answer: CardList
  }
  /** Retrieve one of a customer's saved cards. */
  readonly "Customers.RetrieveSource": {
    readonly method: "GET"
    readonly path: "/v1/customers/{id}/sources/{source}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
      /** The card: `card_…`. */
      readonly source: string
    }
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
    }
    readonly body: {}
    readonly answer: Card
  }
  /** Change one of a customer's saved cards. */
  readonly "Customers.UpdateSource": {
    readonly method: "POST"
    readonly path: "/v1/customers/{id}/sources/{source}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
      /** The card: `card_…`. */
      readonly source: string
    }
    readonly query: {}
    readonly body: CustomersUpdateSourceRequest
    readonly answer: Card
  }
  /** For good: it pays no more, and its number is made unreadable. */
  readonly "Customers.DeleteSource": {
    readonly method: "DELETE"
    readonly path: "/v1/customers/{id}/sources/{source}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
      /** The card: `card_…`. */
      readonly source: string
    }
    readonly query: {}
    readonly body: {}
    readonly answer: DeletedCard
  }
  /** Its issuer is asked first, without any money. The first card is the default source. */
  readonly "Customers.CreateCard": {
    readonly method: "POST"
    readonly path: "/v1/customers/{id}/cards"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: CustomersCreateCardRequest
    readonly answer: Card
  }
  /** List a customer's saved cards, newest first. */
  readonly "Customers.ListCards": {
    readonly method: "GET"
    readonly path: "/v1/customers/{id}/cards"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
      /** Objects a page; 10 by default. */
      readonly limit?: number
      /** The last id of the page before. */
      readonly starting_after?: string
      /** The first id of the page after. */
      readonly ending_before?: string
      /** Unix seconds: a moment, or gt, gte, lt, lte. */
      readonly created?: {
        /** Later than this moment, in unix seconds. */
        readonly gt?: number
        /** At this moment or later, in unix seconds. */
        readonly gte?: number
        /** Earlier than this moment, in unix seconds. */
        readonly lt?: number
        /** At this moment or earlier, in unix seconds. */
        readonly lte?: number
      } | number
      /** What this object is: always `card`. */
      readonly object?: "card" | "bank_account"
    }
    readonly body: {}
    readonly answer: CardList
  }
  /** Retrieve one of a customer's saved cards. */
  readonly "Customers.RetrieveCard": {
    readonly method: "GET"
    readonly path: "/v1/customers/{id}/cards/{source}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
      /** The card: `card_…`. */
      readonly source: string
    }
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
    }
    readonly body: {}
    readonly answer: Card
  }
  /** Change one of a customer's saved cards. */
  readonly "Customers.UpdateCard": {
    readonly method: "POST"
    readonly path: "/v1/customers/{id}/cards/{source}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
      /** The card: `card_…`. */
      readonly source: string
    }
    readonly query: {}
    readonly body: CustomersUpdateCardRequest
    readonly answer: Card
  }
  /** For good: it pays no more, and its number is made unreadable. */
  readonly "Customers.DeleteCard": {
    readonly method: "DELETE"
    readonly path: "/v1/customers/{id}/cards/{source}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
      /** The card: `card_…`. */
      readonly source: string
    }
    readonly query: {}
    readonly body: {}
    readonly answer: DeletedCard
  }
  /** Let a browser or an app see a customer's saved methods for half an hour. */
  readonly "CustomerSessions.Create": {
    readonly method: "POST"
    readonly path: "/v1/customer_sessions"
    readonly params: {}
    readonly query: {}
    readonly body: CustomerSessionsCreateRequest
    readonly answer: CustomerSession
  }
  /** Ours. With a publishable key and the client secret of the session. */
  readonly "CustomerSessions.ListPaymentMethods": {
    readonly method: "GET"
    readonly path: "/v1/customer_sessions/payment_methods"
    readonly params: {}
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
      /** Objects a page; 10 by default. */
      readonly limit?: number
      /** The last id of the page before. */
      readonly starting_after?: string
      /** The first id of the page after. */
      readonly ending_before?: string
      /** Unix seconds: a moment, or gt, gte, lt, lte. */
      readonly created?: {
        /** Later than this moment, in unix seconds. */
        readonly gt?: number
        /** At this moment or later, in unix seconds. */
        readonly gte?: number
        /** Earlier than this moment, in unix seconds. */
        readonly lt?: number
        /** At this moment or earlier, in unix seconds. */
        readonly lte?: number
      } | number
      /** The secret of the session. */
      readonly client_secret: string
    }
    readonly body: {}
    readonly answer: PaymentMethodList
  }
  /** Ours. With a publishable key and the client secret of a session that allows it. */
  readonly "CustomerSessions.DetachPaymentMethod": {
    readonly method: "POST"
    readonly path: "/v1/customer_sessions/detach_payment_method"
    readonly params: {}
    readonly query: {}
    readonly body: CustomerSessionsDetachPaymentMethodRequest
    readonly answer: PaymentMethod
  }
  /** Retrieve a mandate. */
  readonly "Mandates.Retrieve": {
    readonly method: "GET"
    readonly path: "/v1/mandates/{id}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
    }
    readonly body: {}
    readonly answer: Mandate
  }
  /** Ours. Have a payment requested for it, and mark it as paid; or let the calls of a shop do it: /docs/dialects/shop. */
  readonly "Orders.Create": {
    readonly method: "POST"
    readonly path: "/v1/orders"
    readonly params: {}
    readonly query: {}
    readonly body: OrdersCreateRequest
    readonly answer: Order
  }
  /** List orders, the highest id first. */
  readonly "Orders.List": {
    readonly method: "GET"
    readonly path: "/v1/orders"
    readonly params: {}
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
      /** Objects a page; 10 by default. */
      readonly limit?: number
      /** The last id of the page before. */
      readonly starting_after?: string
      /** The first id of the page after. */
      readonly ending_before?: string
      /** The number that the customer is told. */
      readonly order_number?: string
      /** The payment intent that pays for it. */
      readonly payment_intent?: string
      /** Whether it is paid. */
      readonly status?: "open" | "paid"
      /** The shop's user whose order it is; null: any user who has its number. */
      readonly user?: string
    }
    readonly body: {}
    readonly answer: OrderList
  }
  /** Retrieve an order. */
  readonly "Orders.Retrieve": {
    readonly method: "GET"
    readonly path: "/v1/orders/{id}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
    }
    readonly body: {}
    readonly answer: Order
  }
  /** Change an open order, and what its payment asks for. */
  readonly "Orders.Update": {
    readonly method: "POST"
    readonly path: "/v1/orders/{id}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: OrdersUpdateRequest
    readonly answer: Order
  }
  /** Price an order: give it a payment intent over its total, the same one each time. */
  readonly "Orders.RequestPayment": {
    readonly method: "POST"
    readonly path: "/v1/orders/{id}/request_payment"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: OrdersRequestPaymentRequest
    readonly answer: Order
  }
  /** Mark an order as paid, after a look at its payment intent. */
  readonly "Orders.MarkPaid": {
    readonly method: "POST"
    readonly path: "/v1/orders/{id}/mark_paid"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: OrdersMarkPaidRequest
    readonly answer: Order
  }
  /** Create a payment intent, and with confirm=true pay it. */
  readonly "PaymentIntents.Create": {
    readonly method: "POST"
    readonly path: "/v1/payment_intents"
    readonly params: {}
    readonly query: {}
    readonly body: PaymentIntentsCreateRequest
    readonly answer: PaymentIntent
  }
  /** List payment intents, newest first. */
  readonly "PaymentIntents.List": {
    readonly method: "GET"
    readonly path: "/v1/payment_intents"
    readonly params: {}
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
      /** Objects a page; 10 by default. */
      readonly limit?: number
      /** The last id of the page before. */
      readonly starting_after?: string
      /** The first id of the page after. */
      readonly ending_before?: string
      /** Unix seconds: a moment, or gt, gte, lt, lte. */
      readonly created?: {
        /** Later than this moment, in unix seconds. */
        readonly gt?: number
        /** At this moment or later, in unix seconds. */
        readonly gte?: number
        /** Earlier than this moment, in unix seconds. */
        readonly lt?: number
        /** At this moment or earlier, in unix seconds. */
        readonly lte?: number
      } | number
      /** Only of this customer. */
      readonly customer?: string
    }
    readonly body: {}
    readonly answer: PaymentIntentList
  }
  /** Change a payment intent. */
  readonly "PaymentIntents.Update": {
    readonly method: "POST"
    readonly path: "/v1/payment_intents/{id}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: PaymentIntentsUpdateRequest
    readonly answer: PaymentIntent
  }
  /** With a publishable key, send its client_secret; the answer then shows what a browser needs. */
  readonly "PaymentIntents.Retrieve": {
    readonly method: "GET"
    readonly path: "/v1/payment_intents/{id}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
      /** What a browser proves itself with, beside a publishable key. To be kept out of logs and links. */
      readonly client_secret?: string
    }
    readonly body: {}
    readonly answer: PaymentIntent
  }
  /** Confirm a payment intent: try to pay it. */
  readonly "PaymentIntents.Confirm": {
    readonly method: "POST"
    readonly path: "/v1/payment_intents/{id}/confirm"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: PaymentIntentsConfirmRequest
    readonly answer: PaymentIntent
  }
  /** Go on with the one-time code that the payer got. */
  readonly "PaymentIntents.SubmitCode": {
    readonly method: "POST"
    readonly path: "/v1/payment_intents/{id}/submit_code"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: PaymentIntentsSubmitCodeRequest
    readonly answer: PaymentIntent
  }
  /** Capture an authorised payment, or a part of it. */
  readonly "PaymentIntents.Capture": {
    readonly method: "POST"
    readonly path: "/v1/payment_intents/{id}/capture"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: PaymentIntentsCaptureRequest
    readonly answer: PaymentIntent
  }
  /** Raise an authorised amount. */
  readonly "PaymentIntents.IncrementAuthorization": {
    readonly method: "POST"
    readonly path: "/v1/payment_intents/{id}/increment_authorization"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: PaymentIntentsIncrementAuthorizationRequest
    readonly answer: PaymentIntent
  }
  /** Cancel a payment intent. */
  readonly "PaymentIntents.Cancel": {
    readonly method: "POST"
    readonly path: "/v1/payment_intents/{id}/cancel"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: PaymentIntentsCancelRequest
    readonly answer: PaymentIntent
  }
  /** Clauses such as `status:'succeeded' AND amount>1000`, on amount, created, currency, customer, status and metadata['key']; `-` negates one, `customer:null` finds what has none. Case counts for nothing. */
  readonly "PaymentIntents.Search": {
    readonly method: "GET"
    readonly path: "/v1/payment_intents/search"
    readonly params: {}
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
      /** What to look for: clauses such as `status:'succeeded'`, joined by AND or OR. */
      readonly query: string
      /** Objects a page; 10 by default. */
      readonly limit?: number
      /** The next_page of the page before. */
      readonly page?: string
    }
    readonly body: {}
    readonly answer: PaymentIntentSearchResult
  }
  /** Retrieve a charge. */
  readonly "Charges.Retrieve": {
    readonly method: "GET"
    readonly path: "/v1/charges/{id}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
    }
    readonly body: {}
    readonly answer: Charge
  }
  /** Change what a charge says beside its money. */
  readonly "Charges.Update": {
    readonly method: "POST"
    readonly path: "/v1/charges/{id}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: ChargesUpdateRequest
    readonly answer: Charge
  }
  /** List charges, newest first. */
  readonly "Charges.List": {
    readonly method: "GET"
    readonly path: "/v1/charges"
    readonly params: {}
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
      /** Objects a page; 10 by default. */
      readonly limit?: number
      /** The last id of the page before. */
      readonly starting_after?: string
      /** The first id of the page after. */
      readonly ending_before?: string
      /** Unix seconds: a moment, or gt, gte, lt, lte. */
      readonly created?: {
        /** Later than this moment, in unix seconds. */
        readonly gt?: number
        /** At this moment or later, in unix seconds. */
        readonly gte?: number
        /** Earlier than this moment, in unix seconds. */
        readonly lt?: number
        /** At this moment or earlier, in unix seconds. */
        readonly lte?: number
      } | number
      /** Only of this payment. */
      readonly payment_intent?: string
      /** Only of this customer. */
      readonly customer?: string
    }
    readonly body: {}
    readonly answer: ChargeList
  }
  /** For older code. A payment intent is made and confirmed behind it; a card whose issuer wants a challenge is declined, since there is nobody to take it. */
  readonly "Charges.Create": {
    readonly method: "POST"
    readonly path: "/v1/charges"
    readonly params: {}
    readonly query: {}
    readonly body: ChargesCreateRequest
    readonly answer: Charge
  }
  /** Capture a charge that was only authorised, or a part of it. */
  readonly "Charges.Capture": {
    readonly method: "POST"
    readonly path: "/v1/charges/{id}/capture"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: ChargesCaptureRequest
    readonly answer: Charge
  }
  /** Clauses such as `payment_method_details.card.last4:'4242'`, on amount, billing_details.address.postal_code, created, currency, customer, disputed, metadata['key'], payment_method_details.{type}.{brand, exp_month, exp_year, fingerprint, last4}, refunded and status. */
  readonly "Charges.Search": {
    readonly method: "GET"
    readonly path: "/v1/charges/search"
    readonly params: {}
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
      /** What to look for: clauses such as `status:'succeeded'`, joined by AND or OR. */
      readonly query: string
      /** Objects a page; 10 by default. */
      readonly limit?: number
      /** The next_page of the page before. */
      readonly page?: string
    }
    readonly body: {}
    readonly answer: ChargeSearchResult
  }
  /** Prove a bank account by two small amounts on it. */
  readonly "PaymentIntents.VerifyMicrodeposits": {
    readonly method: "POST"
    readonly path: "/v1/payment_intents/{id}/verify_microdeposits"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: PaymentIntentsVerifyMicrodepositsRequest
    readonly answer: PaymentIntent
  }
  /** Retrieve a payment method. */
  readonly "PaymentMethods.Retrieve": {
    readonly method: "GET"
    readonly path: "/v1/payment_methods/{id}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
    }
    readonly body: {}
    readonly answer: PaymentMethod
  }
  /** Who pays, notes, and the expiry of a card whose number stayed. A number itself never changes. */
  readonly "PaymentMethods.Update": {
    readonly method: "POST"
    readonly path: "/v1/payment_methods/{id}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: PaymentMethodsUpdateRequest
    readonly answer: PaymentMethod
  }
  /** For older code, which sends it as the source of a charge or a customer, once. */
  readonly "Tokens.Create": {
    readonly method: "POST"
    readonly path: "/v1/tokens"
    readonly params: {}
    readonly query: {}
    readonly body: TokensCreateRequest
    readonly answer: Token
  }
  /** Retrieve a token. */
  readonly "Tokens.Retrieve": {
    readonly method: "GET"
    readonly path: "/v1/tokens/{id}"
    readonly params: {
      /** The token. */
      readonly id: string
    }
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
    }
    readonly body: {}
    readonly answer: Token
  }
  /** Ours. All of them on one page; filter by country, currency or family. */
  readonly "PaymentMethodCatalogue.List": {
    readonly method: "GET"
    readonly path: "/v1/payment_method_catalogue"
    readonly params: {}
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
      /** The payer's country. */
      readonly country?: string
      /** An ISO 4217 code, such as `eur`. */
      readonly currency?: string
      /** What kind of method it is. */
      readonly family?: "card" | "wallet" | "bank_redirect" | "bank_debit" | "bank_transfer" | "qr_code" | "virtual_account" | "voucher" | "mobile_money" | "pay_later"
    }
    readonly body: {}
    readonly answer: PaymentMethodCatalogueEntryList
  }
  /** Retrieve an event. */
  readonly "Events.Retrieve": {
    readonly method: "GET"
    readonly path: "/v1/events/{id}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
    }
    readonly body: {}
    readonly answer: EventBase
  }
  /** Events are kept; a look back of thirty days is promised. */
  readonly "Events.List": {
    readonly method: "GET"
    readonly path: "/v1/events"
    readonly params: {}
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
      /** Objects a page; 10 by default. */
      readonly limit?: number
      /** The last id of the page before. */
      readonly starting_after?: string
      /** The first id of the page after. */
      readonly ending_before?: string
      /** Unix seconds: a moment, or gt, gte, lt, lte. */
      readonly created?: {
        /** Later than this moment, in unix seconds. */
        readonly gt?: number
        /** At this moment or later, in unix seconds. */
        readonly gte?: number
        /** Earlier than this moment, in unix seconds. */
        readonly lt?: number
        /** At this moment or earlier, in unix seconds. */
        readonly lte?: number
      } | number
      /** A type, or with a final '*' a family: 'charge.*'. */
      readonly type?: string
      /** Only events of these types. */
      readonly types?: readonly string[]
      /** Only events of this object, by its id. Ours. */
      readonly object?: string
      /** True: acknowledged by every receiver. False: pending or failed for at least one. */
      readonly delivery_success?: boolean
    }
    readonly body: {}
    readonly answer: EventList
  }
  /** Refund a payment, or a part of it. */
  readonly "Refunds.Create": {
    readonly method: "POST"
    readonly path: "/v1/refunds"
    readonly params: {}
    readonly query: {}
    readonly body: RefundsCreateRequest
    readonly answer: Refund
  }
  /** List refunds, newest first. */
  readonly "Refunds.List": {
    readonly method: "GET"
    readonly path: "/v1/refunds"
    readonly params: {}
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
      /** Objects a page; 10 by default. */
      readonly limit?: number
      /** The last id of the page before. */
      readonly starting_after?: string
      /** The first id of the page after. */
      readonly ending_before?: string
      /** Unix seconds: a moment, or gt, gte, lt, lte. */
      readonly created?: {
        /** Later than this moment, in unix seconds. */
        readonly gt?: number
        /** At this moment or later, in unix seconds. */
        readonly gte?: number
        /** Earlier than this moment, in unix seconds. */
        readonly lt?: number
        /** At this moment or earlier, in unix seconds. */
        readonly lte?: number
      } | number
      /** Only of this payment. */
      readonly payment_intent?: string
      /** Only of this charge. */
      readonly charge?: string
    }
    readonly body: {}
    readonly answer: RefundList
  }
  /** Retrieve a refund. */
  readonly "Refunds.Retrieve": {
    readonly method: "GET"
    readonly path: "/v1/refunds/{id}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
    }
    readonly body: {}
    readonly answer: Refund
  }
  /** Change a refund's metadata, or name the bank account that it waits for. */
  readonly "Refunds.Update": {
    readonly method: "POST"
    readonly path: "/v1/refunds/{id}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: RefundsUpdateRequest
    readonly answer: Refund
  }
  /** Cancel a refund while it is pending. */
  readonly "Refunds.Cancel": {
    readonly method: "POST"
    readonly path: "/v1/refunds/{id}/cancel"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: RefundsCancelRequest
    readonly answer: Refund
  }
  /** Refund a charge, or a part of it. */
  readonly "Charges.CreateRefund": {
    readonly method: "POST"
    readonly path: "/v1/charges/{id}/refunds"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: ChargesCreateRefundRequest
    readonly answer: Refund
  }
  /** List a charge's refunds, newest first. */
  readonly "Charges.ListRefunds": {
    readonly method: "GET"
    readonly path: "/v1/charges/{id}/refunds"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
      /** Objects a page; 10 by default. */
      readonly limit?: number
      /** The last id of the page before. */
      readonly starting_after?: string
      /** The first id of the page after. */
      readonly ending_before?: string
      /** Unix seconds: a moment, or gt, gte, lt, lte. */
      readonly created?: {
        /** Later than this moment, in unix seconds. */
        readonly gt?: number
        /** At this moment or later, in unix seconds. */
        readonly gte?: number
        /** Earlier than this moment, in unix seconds. */
        readonly lt?: number
        /** At this moment or earlier, in unix seconds. */
        readonly lte?: number
      } | number
    }
    readonly body: {}
    readonly answer: RefundList
  }
  /** Refund a charge, or a part of it; the answer is the charge. */
  readonly "Charges.Refund": {
    readonly method: "POST"
    readonly path: "/v1/charges/{id}/refund"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: ChargesRefundRequest
    readonly answer: Charge
  }
  /** Retrieve one of a charge's refunds. */
  readonly "Charges.RetrieveRefund": {
    readonly method: "GET"
    readonly path: "/v1/charges/{id}/refunds/{refund}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
      /** The refund. */
      readonly refund: string
    }
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
    }
    readonly body: {}
    readonly answer: Refund
  }
  /** Change the metadata of one of a charge's refunds. */
  readonly "Charges.UpdateRefund": {
    readonly method: "POST"
    readonly path: "/v1/charges/{id}/refunds/{refund}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
      /** The refund. */
      readonly refund: string
    }
    readonly query: {}
    readonly body: ChargesUpdateRefundRequest
    readonly answer: Refund
  }
  /** Let the time of a refund end that waits for a bank account. */
  readonly "TestHelpers.Refunds.Expire": {
    readonly method: "POST"
    readonly path: "/v1/test_helpers/refunds/{id}/expire"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: TestHelpersRefundsExpireRequest
    readonly answer: Refund
  }
  /** Prove a bank account by two small amounts on it. */
  readonly "SetupIntents.VerifyMicrodeposits": {
    readonly method: "POST"
    readonly path: "/v1/setup_intents/{id}/verify_microdeposits"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: SetupIntentsVerifyMicrodepositsRequest
    readonly answer: SetupIntent
  }
  /** Create a setup intent, and with confirm=true save the method. */
  readonly "SetupIntents.Create": {
    readonly method: "POST"
    readonly path: "/v1/setup_intents"
    readonly params: {}
    readonly query: {}
    readonly body: SetupIntentsCreateRequest
    readonly answer: SetupIntent
  }
  /** List setup intents, newest first. */
  readonly "SetupIntents.List": {
    readonly method: "GET"
    readonly path: "/v1/setup_intents"
    readonly params: {}
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
      /** Objects a page; 10 by default. */
      readonly limit?: number
      /** The last id of the page before. */
      readonly starting_after?: string
      /** The first id of the page after. */
      readonly ending_before?: string
      /** Unix seconds: a moment, or gt, gte, lt, lte. */
      readonly created?: {
        /** Later than this moment, in unix seconds. */
        readonly gt?: number
        /** At this moment or later, in unix seconds. */
        readonly gte?: number
        /** Earlier than this moment, in unix seconds. */
        readonly lt?: number
        /** At this moment or earlier, in unix seconds. */
        readonly lte?: number
      } | number
      /** Only of this customer. */
      readonly customer?: string
      /** Only of this method. */
      readonly payment_method?: string
    }
    readonly body: {}
    readonly answer: SetupIntentList
  }
  /** Confirm a setup intent: try to save its method. */
  readonly "SetupIntents.Confirm": {
    readonly method: "POST"
    readonly path: "/v1/setup_intents/{id}/confirm"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: SetupIntentsConfirmRequest
    readonly answer: SetupIntent
  }
  /** Cancel a setup intent. */
  readonly "SetupIntents.Cancel": {
    readonly method: "POST"
    readonly path: "/v1/setup_intents/{id}/cancel"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: SetupIntentsCancelRequest
    readonly answer: SetupIntent
  }
  /** Change a setup intent. */
  readonly "SetupIntents.Update": {
    readonly method: "POST"
    readonly path: "/v1/setup_intents/{id}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: SetupIntentsUpdateRequest
    readonly answer: SetupIntent
  }
  /** With a publishable key, send its client_secret; the answer then shows what a browser needs. */
  readonly "SetupIntents.Retrieve": {
    readonly method: "GET"
    readonly path: "/v1/setup_intents/{id}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
      /** What a browser proves itself with, beside a publishable key. To be kept out of logs and links. */
      readonly client_secret?: string
    }
    readonly body: {}
    readonly answer: SetupIntent
  }
  /** List the attempts of a setup intent, newest first. */
  readonly "SetupAttempts.List": {
    readonly method: "GET"
    readonly path: "/v1/setup_attempts"
    readonly params: {}
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
      /** Objects a page; 10 by default. */
      readonly limit?: number
      /** The last id of the page before. */
      readonly starting_after?: string
      /** The first id of the page after. */
      readonly ending_before?: string
      /** Unix seconds: a moment, or gt, gte, lt, lte. */
      readonly created?: {
        /** Later than this moment, in unix seconds. */
        readonly gt?: number
        /** At this moment or later, in unix seconds. */
        readonly gte?: number
        /** Earlier than this moment, in unix seconds. */
        readonly lt?: number
        /** At this moment or earlier, in unix seconds. */
        readonly lte?: number
      } | number
      /** Whose attempts. */
      readonly setup_intent: string
    }
    readonly body: {}
    readonly answer: SetupAttemptList
  }
  /** What became of an event, receiver by receiver. */
  readonly "WebhookDeliveries.OfEvent": {
    readonly method: "GET"
    readonly path: "/v1/events/{id}/deliveries"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
    }
    readonly body: {}
    readonly answer: WebhookDeliveryList
  }
  /** The cursors starting_after and ending_before are ids of events. */
  readonly "WebhookDeliveries.OfEndpoint": {
    readonly method: "GET"
    readonly path: "/v1/webhook_endpoints/{id}/deliveries"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
      /** Objects a page; 10 by default. */
      readonly limit?: number
      /** The last id of the page before. */
      readonly starting_after?: string
      /** The first id of the page after. */
      readonly ending_before?: string
      /** Unix seconds: a moment, or gt, gte, lt, lte. */
      readonly created?: {
        /** Later than this moment, in unix seconds. */
        readonly gt?: number
        /** At this moment or later, in unix seconds. */
        readonly gte?: number
        /** Earlier than this moment, in unix seconds. */
        readonly lt?: number
        /** At this moment or earlier, in unix seconds. */
        readonly lte?: number
      } | number
      /** How it stands. */
      readonly status?: "pending" | "delivered" | "failed"
    }
    readonly body: {}
    readonly answer: WebhookDeliveryList
  }
  /** The delivery is due at once, whether or not it was acknowledged; if it fails, its retry plan begins anew. */
  readonly "WebhookDeliveries.Resend": {
    readonly method: "POST"
    readonly path: "/v1/events/{id}/retry"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: WebhookDeliveriesResendRequest
    readonly answer: WebhookDeliveryList
  }
  /** Of the types that the endpoint wants. At most 5,000 events a call; if there are more, 'next' is the value of 'after' for the next call. */
  readonly "WebhookDeliveries.ResendSince": {
    readonly method: "POST"
    readonly path: "/v1/webhook_endpoints/{id}/resend"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: WebhookDeliveriesResendSinceRequest
    readonly answer: WebhookResend
  }
  /** The secret that signs what is sent to a payment's own webhook_url. */
  readonly "WebhookDeliveries.PaymentUrlSecret": {
    readonly method: "GET"
    readonly path: "/v1/webhook_signing_secret"
    readonly params: {}
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
    }
    readonly body: {}
    readonly answer: WebhookSigningSecret
  }
  /** The answer holds the signing secret; it is not shown again. */
  readonly "WebhookEndpoints.Create": {
    readonly method: "POST"
    readonly path: "/v1/webhook_endpoints"
    readonly params: {}
    readonly query: {}
    readonly body: WebhookEndpointsCreateRequest
    readonly answer: WebhookEndpoint
  }
  /** List webhook endpoints, newest first. */
  readonly "WebhookEndpoints.List": {
    readonly method: "GET"
    readonly path: "/v1/webhook_endpoints"
    readonly params: {}
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
      /** Objects a page; 10 by default. */
      readonly limit?: number
      /** The last id of the page before. */
      readonly starting_after?: string
      /** The first id of the page after. */
      readonly ending_before?: string
      /** Unix seconds: a moment, or gt, gte, lt, lte. */
      readonly created?: {
        /** Later than this moment, in unix seconds. */
        readonly gt?: number
        /** At this moment or later, in unix seconds. */
        readonly gte?: number
        /** Earlier than this moment, in unix seconds. */
        readonly lt?: number
        /** At this moment or earlier, in unix seconds. */
        readonly lte?: number
      } | number
    }
    readonly body: {}
    readonly answer: WebhookEndpointList
  }
  /** Retrieve a webhook endpoint. */
  readonly "WebhookEndpoints.Retrieve": {
    readonly method: "GET"
    readonly path: "/v1/webhook_endpoints/{id}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
    }
    readonly body: {}
    readonly answer: WebhookEndpoint
  }
  /** Change a webhook endpoint, or switch it off and on. */
  readonly "WebhookEndpoints.Update": {
    readonly method: "POST"
    readonly path: "/v1/webhook_endpoints/{id}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: WebhookEndpointsUpdateRequest
    readonly answer: WebhookEndpoint
  }
  /** Delete a webhook endpoint. */
  readonly "WebhookEndpoints.Del": {
    readonly method: "DELETE"
    readonly path: "/v1/webhook_endpoints/{id}"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: {}
    readonly answer: DeletedWebhookEndpoint
  }
  /** Until the overlap ends both secrets sign. The answer holds the new secret; it is not shown again. */
  readonly "WebhookEndpoints.RollSecret": {
    readonly method: "POST"
    readonly path: "/v1/webhook_endpoints/{id}/roll_secret"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: WebhookEndpointsRollSecretRequest
    readonly answer: WebhookEndpoint
  }
  /** Expiry, settlement, late outcomes, refunds and retries of webhooks follow this clock. Answers when everything that became due has happened; where it breaks off, `clock_stopped` says how far it came, and the same call again goes on. */
  readonly "TestHelpers.Clock": {
    readonly method: "POST"
    readonly path: "/v1/test_helpers/clock"
    readonly params: {}
    readonly query: {}
    readonly body: TestHelpersClockRequest
    readonly answer: TestHelpersClock
  }
  /** Read a sandbox's clock. */
  readonly "TestHelpers.Clock.Retrieve": {
    readonly method: "GET"
    readonly path: "/v1/test_helpers/clock"
    readonly params: {}
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
    }
    readonly body: {}
    readonly answer: TestHelpersClock
  }
  /** Let a sandbox's clock run again, from the wall clock's time. */
  readonly "TestHelpers.Clock.Release": {
    readonly method: "DELETE"
    readonly path: "/v1/test_helpers/clock"
    readonly params: {}
    readonly query: {}
    readonly body: {}
    readonly answer: TestHelpersClock
  }
  /** The outcomes: succeed, decline, insufficient_funds, abandon (the payer closes the window), expire (the time is over now), pay_late (paid after it was over). An amount pays more or less, where the bank takes it. */
  readonly "TestHelpers.PaymentIntents.Simulate": {
    readonly method: "POST"
    readonly path: "/v1/test_helpers/payment_intents/{id}/simulate"
    readonly params: {
      /** The id of the object. */
      readonly id: string
    }
    readonly query: {}
    readonly body: TestHelpersPaymentIntentsSimulateRequest
    readonly answer: PaymentIntent
  }
  /** Which call (on, payment, method, nth, every, share_percent) and what goes wrong (do). The third confirm times out, then settles after two hours: on=authorise, nth=3, do=lose_answer, known_after_seconds=7200. */
  readonly "TestHelpers.Faults.Create": {
    readonly method: "POST"
    readonly path: "/v1/test_helpers/faults"
    readonly params: {}
    readonly query: {}
    readonly body: TestHelpersFaultsCreateRequest
    readonly answer: TestHelpersFault
  }
  /** List the faults of the simulated processor. */
  readonly "TestHelpers.Faults.List": {
    readonly method: "GET"
    readonly path: "/v1/test_helpers/faults"
    readonly params: {}
    readonly query: {
      /** Fields to show whole instead of by id, at most four levels deep. */
      readonly expand?: readonly string[]
    }
    readonly body: {}
    readonly answer: TestHelpersFaultList
  }
  /** Take all faults away. */
  readonly "TestHelpers.Faults.Clear": {
    readonly method: "DELETE"
    readonly path: "/v1/test_helpers/faults"
    readonly params: {}
    readonly query: {}
    readonly body: {}
    readonly answer: TestHelpersFaultsRemoved
  }
}
