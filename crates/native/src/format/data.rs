//! Currencies with the decimals of ISO 4217. CLDR's own are those of everyday prices: none for the Serbian dinar, which has a
//! hundred para by the standard.

use icu_experimental::dimension::provider::currency::essentials::CurrencyEssentialsV1;
use icu_experimental::dimension::provider::currency::fractions::{
    CurrencyFractions, CurrencyFractionsV1, FractionInfo,
};
use icu_experimental::dimension::provider::currency::no_currency::CurrencyPatternsNoCurrencyV1;
use icu_experimental::dimension::provider::currency::symbols::{CurrencyDecimalSymbolsV1, CurrencySymbolsV1};
use icu_provider::prelude::*;

/// ICU4X's data of currencies, but this many decimals for each of them.
pub(super) struct WithDecimals(pub(super) u8);

impl DataProvider<CurrencyFractionsV1> for WithDecimals {
    fn load(&self, _: DataRequest<'_>) -> Result<DataResponse<CurrencyFractionsV1>, DataError> {
        let default = FractionInfo { digits: self.0, ..FractionInfo::default() };
        let payload = DataPayload::from_owned(CurrencyFractions { fractions: Default::default(), default });
        Ok(DataResponse { metadata: Default::default(), payload })
    }
}

/// What comes from ICU4X's own data as it is.
macro_rules! as_it_is {
    ($($marker:ty: $data:path),* $(,)?) => {$(
        impl DataProvider<$marker> for WithDecimals {
            fn load(&self, request: DataRequest<'_>) -> Result<DataResponse<$marker>, DataError> {
                $data.load(request)
            }
        }
    )*};
}

as_it_is! {
    CurrencyEssentialsV1: icu_experimental::provider::Baked,
    CurrencySymbolsV1: icu_experimental::provider::Baked,
    CurrencyPatternsNoCurrencyV1: icu_experimental::provider::Baked,
    CurrencyDecimalSymbolsV1: icu_experimental::provider::Baked,
    icu_decimal::provider::DecimalSymbolsV1: icu_decimal::provider::Baked,
    icu_decimal::provider::DecimalDigitsV1: icu_decimal::provider::Baked,
}
