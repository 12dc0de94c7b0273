//! One list per family: the enum, its names, parsing and dispatch all come from it.

use serde_json::{Map, Value};

use crate::given::Wrong;

/// Declares a family's members, each as `module => Type,`. The module's name is the member's kind
/// in TOML, JSON, Python and on the command line; its type's name is the Python class.
macro_rules! registry {
    ($(#[$about:meta])* $any:ident: $family:ident { $($module:ident => $type:ident,)+ }) => {
        $(mod $module; pub use $module::$type;)+

        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(tag = "kind", rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum $any {
            $(
                #[doc = concat!("See [`", stringify!($type), "`].")]
                // The schema describes a member by its type's own text.
                #[cfg_attr(feature = "schema", schemars(description = ""))]
                $type($type),
            )+
            /// One of the caller's own; it has no form in TOML or JSON.
            #[serde(skip)]
            Custom(crate::registry::Custom<dyn $family>),
        }

        $(impl From<$type> for $any {
            fn from(member: $type) -> Self {
                Self::$type(member)
            }
        })+

        /// By hand, so that what is wrong names the field: serde forgets it behind a tag.
        impl<'de> serde::Deserialize<'de> for $any {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let fields = serde::Deserialize::deserialize(deserializer)?;
                Self::read(fields).map_err(serde::de::Error::custom)
            }
        }

        impl $any {
            /// The member that the fields describe.
            pub(crate) fn read(
                mut fields: serde_json::Map<String, serde_json::Value>,
            ) -> Result<Self, crate::given::Wrong> {
                use serde::Deserialize;

                let kind = crate::registry::take_kind(&mut fields)?;
                let given = crate::given::Given(fields.into());
                match kind.as_str() {
                    $(stringify!($module) => $type::deserialize(given).map(Self::$type),)+
                    _ => Err(crate::given::Wrong::none_such("kind ", &kind, Self::KINDS)),
                }
            }

            /// The kinds of all built-in members, in the order of the list.
            pub const KINDS: &'static [&'static str] = &[$(stringify!($module)),+];

            /// One of the caller's own, under a name that must not be a built-in kind.
            pub fn custom(name: impl Into<String>, member: impl $family + 'static) -> Self {
                Self::Custom(crate::registry::Custom {
                    name: name.into(),
                    member: std::sync::Arc::new(member),
                })
            }

            /// The member's kind, or the name the caller gave it.
            #[must_use]
            pub fn kind(&self) -> &str {
                match self {
                    $(Self::$type(_) => stringify!($module),)+
                    Self::Custom(custom) => &custom.name,
                }
            }
        }

        impl std::ops::Deref for $any {
            type Target = dyn $family;

            fn deref(&self) -> &Self::Target {
                match self {
                    $(Self::$type(member) => member,)+
                    Self::Custom(custom) => &*custom.member,
                }
            }
        }
    };
}

pub(crate) use registry;

/// The kind that a member's fields name.
pub(crate) fn take_kind(fields: &mut Map<String, Value>) -> Result<String, Wrong> {
    match fields.remove("kind") {
        Some(Value::String(kind)) => Ok(kind),
        Some(_) => Err(Wrong::new("must be text").within("kind")),
        None => Err(Wrong::new("the field `kind` is missing")),
    }
}

/// A caller's own member of a family, shared and compared by identity.
#[derive(Debug)]
pub struct Custom<T: ?Sized> {
    pub(crate) name: String,
    pub(crate) member: std::sync::Arc<T>,
}

impl<T: ?Sized> Clone for Custom<T> {
    fn clone(&self) -> Self {
        Self { name: self.name.clone(), member: self.member.clone() }
    }
}

impl<T: ?Sized> PartialEq for Custom<T> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && std::sync::Arc::ptr_eq(&self.member, &other.member)
    }
}
