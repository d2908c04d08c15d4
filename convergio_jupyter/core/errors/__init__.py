"""Every error a person can meet, in one tree.

ConvergioError
├── QuestionError
│   ├── EmptyQuestion · QuestionTooLong · TooManyPictures · UnknownTeacher · UnknownConversation
│   ├── AlreadyAsked · UnknownFact
│   └── UnknownOption · WrongOption · UnknownVariable · CannotLend · CannotRead
├── ModelError
│   ├── NoModel · UnknownModel · ModelNotReady · ModelTooSmall · CannotSee · RuntimeMissing (MlxMissing, NoMlxHere)
│   ├── ModelFileBroken · OwnModelUnusable · DownloadFailed
│   ├── WorkerFailed · WorkerDied · WorkerTimeout
│   ├── ServerUnreachable · NoConnection · ProviderFailed (PlaceUnsure) · ProviderTimeout (ProviderSlow)
│   ├── RateLimited · QueueFull · EmptyAnswer · TeacherLate · CreditSpent
│   ├── KeyRefused (KeyUnusable) · RequestRefused · AnswerWithheld · ContextTooLong
│   └── ModelMissing (ModelNotPulled) · ModelNotFetched
├── PolicyError
│   ├── LocalOnly (NothingLocal) · StaysPrivate (NothingPrivate) · StaysInRegion · ModelBlocked
│   └── BudgetSpent (PriceUnknown) · QuotaSpent · TeacherNotInPlan · TokenIsLocal · MemoryOff · TooPersonal
├── LessonError
│   └── NoKey · CheckStopped · NoHintLeft · SolutionLater · SolutionNever · ExamNow · AiPaused
│       NoLessonSaid · NothingTried
│       NoSuchClass · NotInClass · NicknameTaken · NicknameUnfit · NoLessons · LessonUnfit · LessonTwice · LeadersOnly
│       NoSuchCard · PreviewWithheld · DraftUnfit
├── HostError
│   ├── DiskFull · PortTaken · CannotListen · GatewayLost · GatewayMissing
│   ├── NotANotebook · NotATeacher · ExtraMissing · WrongSetting
│   └── StoreBroken ─ StoreBusy · StoreDamaged · StoreTooNew · DatabaseUnreachable
└── InternalError

An error is data: a stable ``code``, one plain ``message`` for a learner, a ``remedy`` that says the next step, an
``action`` that a button can take. ``detail`` is for logs and never holds a key. Every code is explained in
``docs/errors.md``; a test keeps both in step.
"""

from .base import ConvergioError, InternalError
from .host import (
    CannotListen,
    DatabaseUnreachable,
    DiskFull,
    ExtraMissing,
    GatewayLost,
    GatewayMissing,
    HostError,
    NotANotebook,
    NotATeacher,
    PortTaken,
    StoreBroken,
    StoreBusy,
    StoreDamaged,
    StoreTooNew,
    WrongSetting,
)
from .lesson import (
    AiPaused,
    CheckStopped,
    DraftUnfit,
    ExamNow,
    LeadersOnly,
    LessonError,
    LessonTwice,
    LessonUnfit,
    NicknameTaken,
    NicknameUnfit,
    NoHintLeft,
    NoKey,
    NoLessons,
    NoLessonSaid,
    NoSuchCard,
    NoSuchClass,
    NothingTried,
    NotInClass,
    PreviewWithheld,
    SolutionLater,
    SolutionNever,
)
from .model import (
    AnswerWithheld,
    CannotSee,
    ContextTooLong,
    CreditSpent,
    DownloadFailed,
    EmptyAnswer,
    KeyRefused,
    KeyUnusable,
    MlxMissing,
    ModelError,
    ModelFileBroken,
    ModelMissing,
    ModelNotFetched,
    ModelNotPulled,
    ModelNotReady,
    ModelTooSmall,
    NoConnection,
    NoMlxHere,
    NoModel,
    OwnModelUnusable,
    PlaceUnsure,
    ProviderFailed,
    ProviderSlow,
    ProviderTimeout,
    QueueFull,
    RateLimited,
    RequestRefused,
    RuntimeMissing,
    ServerUnreachable,
    TeacherLate,
    UnknownModel,
    WorkerDied,
    WorkerFailed,
    WorkerTimeout,
)
from .policy import (
    BudgetSpent,
    LocalOnly,
    MemoryOff,
    ModelBlocked,
    NothingLocal,
    NothingPrivate,
    PolicyError,
    PriceUnknown,
    QuotaSpent,
    StaysInRegion,
    StaysPrivate,
    TeacherNotInPlan,
    TokenIsLocal,
    TooPersonal,
)
from .question import (
    AlreadyAsked,
    CannotLend,
    CannotRead,
    EmptyQuestion,
    QuestionError,
    QuestionTooLong,
    TooManyPictures,
    UnknownConversation,
    UnknownFact,
    UnknownOption,
    UnknownTeacher,
    UnknownVariable,
    WrongOption,
)

__all__ = [
    "AiPaused",
    "AlreadyAsked",
    "AnswerWithheld",
    "BudgetSpent",
    "CannotLend",
    "CannotListen",
    "CannotRead",
    "CannotSee",
    "CheckStopped",
    "ContextTooLong",
    "ConvergioError",
    "CreditSpent",
    "DatabaseUnreachable",
    "DiskFull",
    "DownloadFailed",
    "DraftUnfit",
    "EmptyAnswer",
    "EmptyQuestion",
    "ExamNow",
    "ExtraMissing",
    "GatewayLost",
    "GatewayMissing",
    "HostError",
    "InternalError",
    "KeyRefused",
    "KeyUnusable",
    "LeadersOnly",
    "LessonError",
    "LessonTwice",
    "LessonUnfit",
    "LocalOnly",
    "MemoryOff",
    "MlxMissing",
    "ModelBlocked",
    "ModelError",
    "ModelFileBroken",
    "ModelMissing",
    "ModelNotFetched",
    "ModelNotPulled",
    "ModelNotReady",
    "ModelTooSmall",
    "NicknameTaken",
    "NicknameUnfit",
    "NoConnection",
    "NoHintLeft",
    "NoKey",
    "NoLessonSaid",
    "NoLessons",
    "NoMlxHere",
    "NoModel",
    "NoSuchCard",
    "NoSuchClass",
    "NotANotebook",
    "NotATeacher",
    "NotInClass",
    "NothingLocal",
    "NothingPrivate",
    "NothingTried",
    "OwnModelUnusable",
    "PlaceUnsure",
    "PolicyError",
    "PortTaken",
    "PreviewWithheld",
    "PriceUnknown",
    "ProviderFailed",
    "ProviderSlow",
    "ProviderTimeout",
    "QuestionError",
    "QuestionTooLong",
    "QueueFull",
    "QuotaSpent",
    "RateLimited",
    "RequestRefused",
    "RuntimeMissing",
    "ServerUnreachable",
    "SolutionLater",
    "SolutionNever",
    "StaysInRegion",
    "StaysPrivate",
    "StoreBroken",
    "StoreBusy",
    "StoreDamaged",
    "StoreTooNew",
    "TeacherLate",
    "TeacherNotInPlan",
    "TokenIsLocal",
    "TooManyPictures",
    "TooPersonal",
    "UnknownConversation",
    "UnknownFact",
    "UnknownModel",
    "UnknownOption",
    "UnknownTeacher",
    "UnknownVariable",
    "WorkerDied",
    "WorkerFailed",
    "WorkerTimeout",
    "WrongOption",
    "WrongSetting",
]
